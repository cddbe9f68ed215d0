using Vhe.MLNet.Services;
using Vhe.MLNet.Tests.TestData;

namespace Vhe.MLNet.Tests.Services;

internal sealed class FileStampTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void CreateFolder() => _folder = new TemporaryFolder();

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    [Test]
    public void Behind_a_link_a_file_is_known_by_what_it_leads_to()
    {
        File.WriteAllText(_folder["first"], "1");
        File.WriteAllText(_folder["second"], "22");
        File.CreateSymbolicLink(_folder["inner"], _folder["first"]);
        File.CreateSymbolicLink(_folder["model.vhe"], _folder["inner"]);
        var before = FileStamp.Of(_folder["model.vhe"]);

        File.Delete(_folder["inner"]);
        var gone = FileStamp.Of(_folder["model.vhe"]);
        File.CreateSymbolicLink(_folder["inner"], _folder["second"]);

        Assert.That(before, Is.EqualTo(FileStamp.Of(_folder["first"])));
        Assert.That(gone, Is.Null);
        Assert.That(FileStamp.Of(_folder["model.vhe"]), Is.EqualTo(FileStamp.Of(_folder["second"])));
        Assert.That(FileStamp.Of(_folder["nowhere"]), Is.Null);
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "Its rights are others.")]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void What_may_not_be_looked_at_is_as_if_it_were_not_there()
    {
        Directory.CreateDirectory(_folder["closed"]);
        File.WriteAllText(_folder["closed", "model.vhe"], "1");
        var rights = File.GetUnixFileMode(_folder["closed"]);
        File.SetUnixFileMode(_folder["closed"], UnixFileMode.None);
        try
        {
            // The administrator may look at everything.
            Assert.That(
                FileStamp.Of(_folder["closed", "model.vhe"]) is null, Is.EqualTo(!Environment.IsPrivilegedProcess));
        }
        finally
        {
            File.SetUnixFileMode(_folder["closed"], rights);
        }
    }
}
