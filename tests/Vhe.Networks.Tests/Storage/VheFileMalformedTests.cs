using Vhe.Networks.Storage;

namespace Vhe.Networks.Tests.Storage;

/// <summary>Whatever is wrong with a model's file is named, and no model comes of it.</summary>
public class VheFileMalformedTests
{
    private static readonly byte[] Bytes = WholeModel();

    [TestCase("format", "pt")]
    [TestCase("version", "2")]
    [TestCase("architecture", "deconvolutional")]
    public void Another_kind_of_file_is_refused_with_what_it_says_of_itself(string key, string value)
    {
        AssertRefused(With(key, value), $"{key} = '{value}'");
        AssertRefused(With(key, null), $"{key} = ''");
    }

    [TestCase(null)]
    [TestCase("null")]
    [TestCase("7")]
    [TestCase("{")]
    [TestCase("{\"Height\": \"tall\"}")]
    [TestCase("{\"Height\": 8, \"Width\": 99999999999}")]
    public void Options_that_cannot_be_read_are_refused(string? options) => AssertRefused(With("options", options), "options");

    [TestCase("Height", 0)]
    [TestCase("Width", 100_000)]
    [TestCase("HiddenChannels", int.MaxValue)]
    [TestCase("DecoderLayers", -1)]
    public void An_option_out_of_its_range_is_named(string name, int value)
        => AssertRefused(With("options", $"{{\"{name}\": {value}}}"), $"{name} must be");

    [Test]
    public void Tensors_of_another_network_are_named()
    {
        using var wider = VheModel.Create(TinyNetwork.Options with { PriorChannels = 5 });
        var other = SafetensorsReader.Read(wider.ToBytes());

        AssertRefused(new SafetensorsFile(Read().Metadata, other.Tensors), "'c.prior.past.weight'", "5, 2, 3, 3", "4, 2, 3, 3");
    }

    [Test]
    public void A_tensor_that_is_missing_or_too_much_or_of_another_type_is_named()
    {
        var extra = SafetensorsTensor.FromFloats("decoder.extra", [1], [1f]);
        var integer = new SafetensorsTensor("decoder.affine.bias", SafetensorsDType.I64, [6], new byte[48]);

        AssertRefused(Replaced("decoder.affine.bias", null), "'decoder.affine.bias' is missing");
        AssertRefused(new SafetensorsFile(Read().Metadata, [.. Read().Tensors, extra]), "'decoder.extra'");
        AssertRefused(Replaced("decoder.affine.bias", integer), "'decoder.affine.bias'", "I64");
    }

    [TestCase(float.NaN)]
    [TestCase(float.PositiveInfinity)]
    public void A_weight_that_is_not_finite_is_refused(float value)
    {
        var bytes = Bytes.ToArray();
        BitConverter.TryWriteBytes(bytes.AsSpan(bytes.Length - 4), value);

        Assert.That(() => VheModel.FromBytes(bytes), Throws.TypeOf<InvalidDataException>());
    }

    [Test]
    public void A_mask_that_sees_the_future_is_refused()
    {
        var all = SafetensorsTensor.FromFloats("decoder.pixelcnn.past.mask", [1, 1, 3, 3], Enumerable.Repeat(1f, 9).ToArray());

        AssertRefused(Replaced(all.Name, all), $"'{all.Name}'", "mask");
    }

    [Test]
    public void A_negative_variance_is_refused()
    {
        var variance = SafetensorsTensor.FromFloats("decoder.stack.norm1.running_var", [4], [1f, 1f, -1f, 1f]);

        AssertRefused(Replaced(variance.Name, variance), $"'{variance.Name}'", "negative");
    }

    [Test]
    public void A_file_cut_short_anywhere_is_refused([Values(0, 7, 8, 100, 5000)] int length)
    {
        Assert.That(() => VheModel.FromBytes(Bytes.AsMemory(0, length)), Throws.TypeOf<InvalidDataException>());
    }

    private static byte[] WholeModel()
    {
        using var model = TinyNetwork.Model();
        return model.ToBytes();
    }

    private static SafetensorsFile Read() => SafetensorsReader.Read(Bytes);

    private static SafetensorsFile With(string key, string? value)
    {
        var metadata = Read().Metadata.Where(item => item.Key != key).ToDictionary(StringComparer.Ordinal);
        if (value is not null)
            metadata[key] = value;

        return new SafetensorsFile(metadata, Read().Tensors);
    }

    private static SafetensorsFile Replaced(string name, SafetensorsTensor? replacement)
    {
        Assert.That(Read().TryGetTensor(name, out _), Is.True, name);
        var tensors = Read().Tensors.Where(tensor => tensor.Name != name);
        return new SafetensorsFile(Read().Metadata, replacement is null ? tensors : tensors.Append(replacement));
    }

    private static void AssertRefused(SafetensorsFile file, params string[] messageParts)
    {
        var bytes = SafetensorsSamples.Bytes(file);
        var exception = Assert.Throws<InvalidDataException>(() => VheModel.FromBytes(bytes));
        foreach (var part in messageParts)
            Assert.That(exception?.Message, Does.Contain(part));
    }
}
