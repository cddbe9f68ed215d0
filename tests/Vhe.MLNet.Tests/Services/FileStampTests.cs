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
}
