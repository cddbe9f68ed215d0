using Vhe.Networks.Storage;

namespace Vhe.Networks.Tests.Storage;

public class FactorialFileTests : TensorFixture
{
    [Test]
    public void A_loaded_model_is_the_saved_one_bit_for_bit()
    {
        using var folder = new TemporaryFolder();
        var model = TinyFactorial.Trained;
        model.Save(folder.File("model.vhe"));

        using var fromBytes = VheModel.FromBytes(model.ToBytes());
        using var fromPath = VheModel.Load(folder.File("model.vhe"));

        Assert.That(fromBytes.Options, Is.EqualTo(model.Options));
        Assert.That(fromBytes.Network.training, Is.False);
        Assert.That(fromBytes.ToBytes(), Is.EqualTo(model.ToBytes()));
        Assert.That(fromPath.ToBytes(), Is.EqualTo(model.ToBytes()));
        var images = TinyFactorial.Images.Images.Classes[0].Images;
        var drawn = StyleTransfer.Draw(model, images, [images[3]], 2, seed: 1);
        Assert.That(StyleTransfer.Draw(fromBytes, images, [images[3]], 2, seed: 1), Is.EqualTo(drawn));
    }

    [Test]
    public void Every_size_goes_into_the_file()
    {
        var options = TinyFactorial.Options with
        {
            Height = 9,
            Width = 17,
            Style = new StyleOptions { Channels = 2, StyleDimensions = 5, StyleChannels = 3, Levels = 7, Components = 2 },
        };
        using var model = VheModel.Create(options, seed: 1);

        using var loaded = VheModel.FromBytes(model.ToBytes());

        Assert.That(loaded.Options, Is.EqualTo(options));
        Assert.That(loaded.ToBytes(), Is.EqualTo(model.ToBytes()));
    }

    [Test]
    public void In_half_precision_the_file_is_half_as_large_and_can_be_loaded()
    {
        using var model = VheModel.Create(PixelCnnVheOptions.Tiny with { Style = StyleOptions.Tiny });

        using var loaded = VheModel.FromBytes(model.ToBytes(WeightFormat.Float16));

        Assert.That(model.ToBytes(WeightFormat.Float16).Length, Is.LessThan(0.6 * model.ToBytes().Length));
        var (weight, original) = (loaded.Network.state_dict(), model.Network.state_dict());
        const string Name = "s.encoder.tower.output.weight";
        Assert.That(weight[Name].Values(), Is.EqualTo(original[Name].Values()).Within(1e-3));
    }

    [Test]
    public void A_model_without_styles_says_nothing_of_them_in_its_file()
    {
        using var plain = TinyNetwork.Model();

        Assert.That(SafetensorsReader.Read(plain.ToBytes()).Metadata["options"], Does.Not.Contain("Style"));
        Assert.That(VheModel.FromBytes(plain.ToBytes()).Options, Is.EqualTo(TinyNetwork.Options));
    }

    [Test]
    public void The_weights_of_one_kind_are_refused_under_the_options_of_the_other()
    {
        using var model = TinyFactorial.Model();
        var plain = SafetensorsReader.Read(TinyNetwork.Model().ToBytes());

        Assert.That(
            () => VheModel.FromBytes(With(model, plain.Metadata["options"])),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains("'s.encoder"));
    }

    [TestCase("{\"Style\": {\"Levels\": 1000}}", "Levels must be")]
    [TestCase("{\"Style\": {}, \"Height\": 3}", "Height must be")]
    [TestCase("{\"Style\": {\"Levels\": \"many\"}}", "options")]
    public void Options_that_cannot_be_used_are_refused(string options, string message)
    {
        using var model = TinyFactorial.Model();

        Assert.That(
            () => VheModel.FromBytes(With(model, options)), Throws.TypeOf<InvalidDataException>().With.Message.Contains(message));
    }

    private static byte[] With(VheModel model, string options)
    {
        var file = SafetensorsReader.Read(model.ToBytes());
        var metadata = new Dictionary<string, string>(file.Metadata, StringComparer.Ordinal) { ["options"] = options };
        return SafetensorsSamples.Bytes(new SafetensorsFile(metadata, file.Tensors));
    }
}
