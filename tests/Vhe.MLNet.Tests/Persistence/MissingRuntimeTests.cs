using ReloadHost;

namespace Vhe.MLNet.Tests.Persistence;

/// <summary>An application that has no runtime package of TorchSharp.</summary>
internal sealed class MissingRuntimeTests : FolderTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [Test]
    public void Loading_a_model_says_what_is_missing()
    {
        var support = _mlContext.Data.LoadFromImageFolder(Folder.Draw([1, 2], 3, "support"));
        var pipeline = _mlContext.Transforms.LoadGlyphs(height: 12, width: 12)
            .Append(_mlContext.Transforms.FewShotClassifier(TinyModel.Model));
        _mlContext.Model.Save(pipeline.Fit(support), support.Schema, Folder["model.zip"]);

        var (exitCode, _, error) = HostProcess.Start(CopyWithoutTorch(), Folder["model.zip"], Folder["support"]);

        Assert.That(exitCode, Is.Not.Zero);
        Assert.That(error, Does.Contain(" ---> Vhe.Networks.VheException: ").And.Contain("Reference a runtime package"), error);
        Assert.That(error, Does.Contain("ModelOperationsCatalog.Load"), "not only when the first row is read");
        Assert.That(Folder["host", "cpu"], Does.Not.Exist, "TorchSharp's own search copies half a gigabyte");
    }

    [Test]
    public void Loading_what_needs_no_network_needs_no_runtime()
    {
        var images = _mlContext.Data.LoadFromImageFolder(Folder.Draw([1, 2], 2, "images"));
        _mlContext.Model.Save(
            _mlContext.Transforms.LoadGlyphs(height: 9, width: 9).Fit(images), images.Schema, Folder["model.zip"]);

        var (exitCode, output, error) = HostProcess.Start(CopyWithoutTorch(), Folder["model.zip"], Folder["images", Drawings.Names[1]]);

        Assert.That(exitCode, Is.Zero, error);
        Assert.That(output, Does.Contain("Image"));
    }

    private string CopyWithoutTorch()
    {
        var from = Path.GetDirectoryName(HostProcess.Path)!;
        Directory.CreateDirectory(Folder["host"]);
        foreach (var file in Directory.GetFiles(from).Where(file => !IsTorch(Path.GetFileName(file))))
            File.Copy(file, Folder["host", Path.GetFileName(file)]);

        return Folder["host", Path.GetFileName(HostProcess.Path)];
    }

    // TorchSharp's own package has its bindings; libtorch is in the runtime package.
    private static bool IsTorch(string name)
        => name.StartsWith("libtorch", StringComparison.Ordinal) || name.StartsWith("libc10", StringComparison.Ordinal)
            || name.StartsWith("torch", StringComparison.Ordinal) || name.StartsWith("c10", StringComparison.Ordinal);
}
