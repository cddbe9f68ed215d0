using TorchSharp;
using Vhe.Networks.Storage;

namespace Vhe.Networks.Tests.Storage;

public class TensorStoreTests : TensorFixture
{
    private static readonly Dictionary<string, string> NoMetadata = [];

    [Test]
    public void Tensors_go_into_a_file_and_back()
    {
        var source = Tensors();
        var target = new Dictionary<string, Tensor>(StringComparer.Ordinal)
        {
            ["weight"] = zeros(2, 3), ["scalar"] = zeros(Array.Empty<long>()), ["steps"] = zeros(2, dtype: int64),
        };

        TensorStore.CopyInto(TensorStore.ToFile(source, NoMetadata), target);

        Assert.That(target["weight"].Values(), Is.EqualTo(source["weight"].Values()));
        Assert.That(target["scalar"].item<float>(), Is.EqualTo(4f));
        Assert.That(target["steps"].data<long>().ToArray(), Is.EqualTo(new[] { 5L, long.MinValue }));
    }

    [Test]
    public void A_tensor_whose_numbers_are_not_in_order_is_stored_in_order()
    {
        var source = new Dictionary<string, Tensor>(StringComparer.Ordinal) { ["weight"] = Tensors()["weight"].t() };

        var stored = TensorStore.ToFile(source, NoMetadata).Tensors[0];

        Assert.That(stored.Shape, Is.EqualTo(new long[] { 3, 2 }));
        Assert.That(stored.ToFloats(), Is.EqualTo([1f, 4, 2, 5, 3, 6]));
    }

    [Test]
    public void Where_one_tensor_does_not_fit_none_is_changed()
    {
        var file = TensorStore.ToFile(Tensors(), NoMetadata);
        var target = Tensors();
        foreach (var tensor in target.Values)
            tensor.zero_();

        target["scalar"] = zeros(1);

        Assert.That(
            () => TensorStore.CopyInto(file, target),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains("'scalar' is F32[]; this model has F32[1]"));
        Assert.That(target["weight"].Values(), Is.All.Zero);
        Assert.That(target["steps"].data<long>().ToArray(), Is.All.Zero);
    }

    [Test]
    public void In_half_precision_weights_are_rounded_and_all_else_is_kept()
    {
        var fine = 1 + MathF.Pow(2, -12);
        var source = new Dictionary<string, Tensor>(StringComparer.Ordinal)
        {
            ["weight"] = NumberTensor.Full([1, 2], fine), ["variance"] = NumberTensor.Full([2], fine), ["steps"] = Tensors()["steps"],
        };
        var target = source.ToDictionary(item => item.Key, item => zeros_like(item.Value), StringComparer.Ordinal);

        var file = TensorStore.ToFile(source, NoMetadata, WeightFormat.Float16);
        TensorStore.CopyInto(file, target);

        Assert.That(file.Tensors.Single(tensor => tensor.Name == "weight").Data.Length, Is.EqualTo(4));
        Assert.That(target["weight"].Values(), Is.EqualTo([1f, 1f]));
        Assert.That(target["variance"].Values(), Is.EqualTo([fine, fine]));
        Assert.That(target["steps"].data<long>().ToArray(), Is.EqualTo(source["steps"].data<long>().ToArray()));
    }

    [Test]
    public void A_weight_that_half_precision_cannot_hold_is_named()
    {
        var source = new Dictionary<string, Tensor>(StringComparer.Ordinal) { ["weight"] = NumberTensor.Full([1, 1], 1e6f) };

        Assert.That(
            () => TensorStore.ToFile(source, NoMetadata, WeightFormat.Float16),
            Throws.ArgumentException.With.Message.Contains("'weight'"));
    }

    [Test]
    public void A_type_that_is_not_stored_is_named()
    {
        var source = new Dictionary<string, Tensor>(StringComparer.Ordinal) { ["half"] = zeros(2, dtype: ScalarType.BFloat16) };

        Assert.That(
            () => TensorStore.ToFile(source, NoMetadata), Throws.InvalidOperationException.With.Message.Contains("'half'"));
    }

    private static Dictionary<string, Tensor> Tensors() => new(StringComparer.Ordinal)
    {
        ["weight"] = tensor(new[] { 1f, 2, 3, 4, 5, 6 }).view(2, 3),
        ["scalar"] = tensor(4f),
        ["steps"] = tensor(new[] { 5L, long.MinValue }),
    };
}
