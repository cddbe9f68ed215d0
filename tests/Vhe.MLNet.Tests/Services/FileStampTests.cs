using Vhe.MLNet.Services;
using Vhe.MLNet.Tests.TestData;

namespace Vhe.MLNet.Tests.Services;

internal sealed class FileStampTests : FolderTests
{
    [Test]
    public void Behind_a_link_a_file_is_known_by_what_it_leads_to()
    {
        File.WriteAllText(Folder["first"], "1");
        File.WriteAllText(Folder["second"], "22");
        File.CreateSymbolicLink(Folder["inner"], Folder["first"]);
        File.CreateSymbolicLink(Folder["model.vhe"], Folder["inner"]);
        var before = FileStamp.Of(Folder["model.vhe"]);

        File.Delete(Folder["inner"]);
        var gone = FileStamp.Of(Folder["model.vhe"]);
        File.CreateSymbolicLink(Folder["inner"], Folder["second"]);

        Assert.That(before, Is.EqualTo(FileStamp.Of(Folder["first"])));
        Assert.That(gone, Is.Null);
        Assert.That(FileStamp.Of(Folder["model.vhe"]), Is.EqualTo(FileStamp.Of(Folder["second"])));
        Assert.That(FileStamp.Of(Folder["nowhere"]), Is.Null);
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "Its rights are others.")]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void What_may_not_be_looked_at_is_as_if_it_were_not_there()
    {
        Directory.CreateDirectory(Folder["closed"]);
        File.WriteAllText(Folder["closed", "model.vhe"], "1");
        var rights = File.GetUnixFileMode(Folder["closed"]);
        File.SetUnixFileMode(Folder["closed"], UnixFileMode.None);
        try
        {
            // The administrator may look at everything.
            Assert.That(
                FileStamp.Of(Folder["closed", "model.vhe"]) is null, Is.EqualTo(!Environment.IsPrivilegedProcess));
        }
        finally
        {
            File.SetUnixFileMode(Folder["closed"], rights);
        }
    }
}
