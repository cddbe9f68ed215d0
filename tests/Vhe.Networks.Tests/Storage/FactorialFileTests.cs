using NUnit.Framework;
using Vhe.Networks.Inference;
using Vhe.Networks.Models;
using Vhe.Networks.Models.Factorial;
using Vhe.Networks.Storage;
using Vhe.Networks.Tests.TestData;
using static TorchSharp.torch;

namespace Vhe.Networks.Tests.Storage;

public class FactorialFileTests : TensorFixture
{
    [Test]
    public void A_loaded_model_is_the_saved_one_bit_for_bit()
    {
        using var folder = new TemporaryFolder();
        var model = TinyFactorial.Trained;
        model.Save(folder.File("model.vhe"));

        using var fromBytes = FactorialModel.FromBytes(model.ToBytes());
        using var fromPath = FactorialModel.Load(folder.File("model.vhe"));

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
            PixelCnn = TinyFactorial.Options.PixelCnn with { Height = 9, Width = 17 },
            Channels = 2,
            StyleDimensions = 5,
            StyleChannels = 3,
            Levels = 7,
            Components = 2,
        };
        using var model = FactorialModel.Create(options, seed: 1);

        using var loaded = FactorialModel.FromBytes(model.ToBytes());

        Assert.That(loaded.Options, Is.EqualTo(options));
        Assert.That(loaded.ToBytes(), Is.EqualTo(model.ToBytes()));
    }

    [Test]
    public void In_half_precision_the_file_is_half_as_large_and_can_be_loaded()
    {
        using var model = FactorialModel.Create(FactorialVheOptions.Tiny);

        using var loaded = FactorialModel.FromBytes(model.ToBytes(WeightFormat.Float16));

        Assert.That(model.ToBytes(WeightFormat.Float16).Length, Is.LessThan(0.6 * model.ToBytes().Length));
        var (weight, original) = (loaded.Network.state_dict(), model.Network.state_dict());
        const string Name = "s.encoder.tower.output.weight";
        Assert.That(weight[Name].Values(), Is.EqualTo(original[Name].Values()).Within(1e-3));
    }

    [Test]
    public void Neither_architecture_reads_the_file_of_the_other()
    {
        using var folder = new TemporaryFolder();
        using var factorial = TinyFactorial.Model();
        using var plain = TinyNetwork.Model();
        plain.Save(folder.File("plain.vhe"));

        Assert.That(
            () => FactorialModel.Load(folder.File("plain.vhe")),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains("plain.vhe").And.Message
                .Contains("'pixelcnn', not 'factorial'"));
        Assert.That(
            () => VheModel.FromBytes(factorial.ToBytes()),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains("'factorial', not 'pixelcnn'"));
    }

    [TestCase("{\"PixelCnn\": null}", "PixelCnn is missing")]
    [TestCase("{\"Levels\": 1000}", "Levels must be")]
    [TestCase("{\"PixelCnn\": {\"Height\": 3}}", "Height must be")]
    [TestCase("{\"Levels\": \"many\"}", "options")]
    public void Options_that_cannot_be_used_are_refused(string options, string message)
    {
        using var model = TinyFactorial.Model();
        var file = SafetensorsReader.Read(model.ToBytes());
        var metadata = new Dictionary<string, string>(file.Metadata, StringComparer.Ordinal) { ["options"] = options };
        var bytes = SafetensorsSamples.Bytes(new SafetensorsFile(metadata, file.Tensors));

        Assert.That(() => FactorialModel.FromBytes(bytes), Throws.TypeOf<InvalidDataException>().With.Message.Contains(message));
    }
}
