namespace Vhe.MLNet.Tests.TestData;

/// <summary>Tests each of which has an empty folder of its own.</summary>
internal abstract class FolderTests
{
    /// <summary>The folder of the test that is running.</summary>
    protected TemporaryFolder Folder { get; private set; } = null!;

    [SetUp]
    public void CreateFolder() => Folder = new TemporaryFolder();

    [TearDown]
    public void DeleteFolder() => Folder.Dispose();
}
