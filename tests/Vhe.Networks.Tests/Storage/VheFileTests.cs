namespace Vhe.Networks.Tests.Storage;

public class VheFileTests
{
    private static IReadOnlyList<float[]> Images => ToyGlyphs.New.Classes[0].Images;

    [Test]
    public void A_loaded_model_is_the_saved_one_bit_for_bit()
    {
        var model = TrainedToy.Model;
        using var loaded = VheModel.FromBytes(model.ToBytes());

        Assert.That(loaded.Options, Is.EqualTo(model.Options));
        Assert.That(loaded.Network.training, Is.False);
        Assert.That(TinyNetwork.Weights(loaded), Is.EqualTo(TinyNetwork.Weights(model)));
        Assert.That(loaded.Embed(Images), Is.EqualTo(model.Embed(Images)));
        var drawn = ImageGenerator.Generate(model, Images, 3, seed: 1);
        Assert.That(ImageGenerator.Generate(loaded, Images, 3, seed: 1), Is.EqualTo(drawn));
        using var classifier = new FewShotClassifier(model, ToyGlyphs.New);
        using var again = new FewShotClassifier(loaded, ToyGlyphs.New);
        Assert.That(again.LogLikelihoods(Images), Is.EqualTo(classifier.LogLikelihoods(Images)));
    }

    [Test]
    public void Path_stream_and_bytes_hold_the_same()
    {
        using var folder = new TemporaryFolder();
        using var stream = new MemoryStream();
        var model = TrainedToy.Model;
        model.Save(folder.File("model.vhe"));
        model.Save(stream);
        stream.Position = 0;

        using var fromPath = VheModel.Load(folder.File("model.vhe"));
        using var fromStream = VheModel.Load(stream);

        Assert.That(File.ReadAllBytes(folder.File("model.vhe")), Is.EqualTo(model.ToBytes()));
        Assert.That(stream.ToArray(), Is.EqualTo(model.ToBytes()));
        Assert.That(fromPath.ToBytes(), Is.EqualTo(model.ToBytes()), "saved again");
        Assert.That(fromStream.ToBytes(), Is.EqualTo(model.ToBytes()));
    }

    [TestCase(8, 30)]
    [TestCase(17, 9)]
    public void Every_size_goes_into_the_file(int height, int width)
    {
        var options = TinyNetwork.Options with { Height = height, Width = width, TemplateKernel = 5, DecoderLayers = 2 };
        using var model = VheModel.Create(options, seed: 1);

        using var loaded = VheModel.FromBytes(model.ToBytes());

        Assert.That(loaded.Options, Is.EqualTo(options));
        Assert.That(TinyNetwork.Weights(loaded), Is.EqualTo(TinyNetwork.Weights(model)));
    }

    [Test]
    public void Saving_replaces_an_older_file_and_a_file_that_cannot_be_read_is_named()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("model.vhe");
        File.WriteAllText(path, "an older file");
        Assert.That(() => VheModel.Load(path), Throws.TypeOf<InvalidDataException>().With.Message.Contains(path));

        TrainedToy.Model.Save(path);

        using var loaded = VheModel.Load(path);
        Assert.That(loaded.ParameterCount, Is.EqualTo(TrainedToy.Model.ParameterCount));
        Assert.That(() => VheModel.Load(folder.File("none.vhe")), Throws.TypeOf<FileNotFoundException>());
    }
}
