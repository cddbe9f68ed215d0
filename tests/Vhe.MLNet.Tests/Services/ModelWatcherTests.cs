using System.Runtime.InteropServices;
using Microsoft.Extensions.Time.Testing;
using Vhe.MLNet.Services;
using Vhe.Networks;

namespace Vhe.MLNet.Tests.Services;

internal sealed class ModelWatcherTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    [Test]
    public void Whatever_goes_wrong_is_told_and_the_next_look_comes_all_the_same()
    {
        var time = new FakeTimeProvider();
        var file = new FileStamp(DateTime.UnixEpoch, 1);
        Exception[] problems = [new UnauthorizedAccessException("a look"), new InvalidOperationException("a model")];
        var (looks, told, taken) = (0, new List<Exception>(), 0);
        using var watcher = new ModelWatcher(Look, seen: null, Interval, time, Take, told.Add);

        for (var round = 0; round < 5; round++)
        {
            time.Advance(Interval);
        }

        Assert.That(looks, Is.EqualTo(5));
        Assert.That(told, Is.EqualTo(problems));
        Assert.That(taken, Is.EqualTo(2), "the file that could not be taken is tried again, the one that was is not");

        FileStamp? Look() => ++looks == 1 ? throw problems[0] : file;

        bool Take() => ++taken == 1 ? throw problems[1] : true;
    }

    [Test]
    public void What_may_pass_is_tried_again_and_what_may_not_is_not()
    {
        Exception[] passing =
        [
            new IOException(), new UnauthorizedAccessException(), new InsufficientMemoryException(),
            new VheException("libtorch has no memory", new NativeFailure()),
        ];
        Exception[] lasting = [new InvalidDataException(), new VheException("no finite likelihood"), new ArgumentException("size")];

        Assert.That(passing, Is.All.Matches<Exception>(FewShotService.MayPass));
        Assert.That(lasting, Is.All.Not.Matches<Exception>(FewShotService.MayPass));
    }

    private sealed class NativeFailure : ExternalException;
}
