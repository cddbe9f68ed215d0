using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Extensions.Time.Testing;
using Vhe.MLNet.Services;
using Vhe.Networks;

namespace Vhe.MLNet.Tests.Services;

internal sealed class ModelWatcherTests : FolderTests
{
    private static readonly IEnumerable<TestCaseData<Exception, bool>> Problems =
    [
        new(new IOException(), true),
        new(new UnauthorizedAccessException(), true),
        new(new InsufficientMemoryException(), true),
        new(new VheException("libtorch has no memory", new NativeFailure()), true),
        new(new InvalidDataException(), false),
        new(new VheException("no finite likelihood"), false),
        new(new ArgumentException("size"), false),
    ];

    [Test]
    public void Whatever_goes_wrong_is_told_and_the_next_look_comes_all_the_same()
    {
        var interval = TimeSpan.FromSeconds(1);
        var time = new FakeTimeProvider();
        Exception[] problems = [new UnauthorizedAccessException("a look"), new InvalidOperationException("a model")];
        var (looks, told, taken) = (0, new List<Exception>(), 0);
        using var watcher = new ModelWatcher(Look, seen: null, interval, time, Take, told.Add);

        for (var round = 0; round < 5; round++)
            time.Advance(interval);

        Assert.That(looks, Is.EqualTo(5));
        Assert.That(told, Is.EqualTo(problems));
        Assert.That(taken, Is.EqualTo(2), "the file that could not be taken is tried again, the one that was is not");

        (DateTime, long)? Look() => ++looks == 1 ? throw problems[0] : (DateTime.UnixEpoch, 1);

        bool Take() => ++taken == 1 ? throw problems[1] : true;
    }

    [TestCaseSource(nameof(Problems))]
    public void What_may_pass_is_tried_again_and_what_may_not_is_not(Exception problem, bool mayPass)
        => Assert.That(FewShotService.MayPass(problem), Is.EqualTo(mayPass));

    [Test]
    public void Behind_a_link_a_file_is_known_by_what_it_leads_to()
    {
        File.WriteAllText(Folder["first"], "1");
        File.WriteAllText(Folder["second"], "22");
        File.CreateSymbolicLink(Folder["inner"], Folder["first"]);
        File.CreateSymbolicLink(Folder["model.vhe"], Folder["inner"]);
        var before = ModelWatcher.Stamp(Folder["model.vhe"]);

        File.Delete(Folder["inner"]);
        var gone = ModelWatcher.Stamp(Folder["model.vhe"]);
        File.CreateSymbolicLink(Folder["inner"], Folder["second"]);

        Assert.That(before, Is.Not.Null.And.EqualTo(ModelWatcher.Stamp(Folder["first"])));
        Assert.That(gone, Is.Null);
        Assert.That(ModelWatcher.Stamp(Folder["model.vhe"]), Is.EqualTo(ModelWatcher.Stamp(Folder["second"])));
        Assert.That(ModelWatcher.Stamp(Folder["nowhere"]), Is.Null);
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "Its rights are others.")]
    [UnsupportedOSPlatform("windows")]
    public void What_may_not_be_looked_at_is_as_if_it_were_not_there()
    {
        Directory.CreateDirectory(Folder["closed"]);
        File.WriteAllText(Folder["closed", "model.vhe"], "1");
        var rights = File.GetUnixFileMode(Folder["closed"]);
        File.SetUnixFileMode(Folder["closed"], UnixFileMode.None);
        try
        {
            // The administrator may look at everything.
            var stamp = ModelWatcher.Stamp(Folder["closed", "model.vhe"]);
            Assert.That(stamp is null, Is.EqualTo(!Environment.IsPrivilegedProcess));
        }
        finally
        {
            File.SetUnixFileMode(Folder["closed"], rights);
        }
    }

    private sealed class NativeFailure : ExternalException;
}
