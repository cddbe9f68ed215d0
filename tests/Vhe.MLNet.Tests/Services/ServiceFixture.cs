namespace Vhe.MLNet.Tests.Services;

/// <summary>Tests that have a folder for a service each.</summary>
internal abstract class ServiceFixture
{
    /// <summary>The folder.</summary>
    private protected ServiceFolder Folder { get; private set; } = null!;

    [SetUp]
    public void Create() => Folder = new ServiceFolder();

    [TearDown]
    public void Delete() => Folder.Dispose();
}
