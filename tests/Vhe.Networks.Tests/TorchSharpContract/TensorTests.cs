using System.Runtime.InteropServices;
using TorchSharp;

namespace Vhe.Networks.Tests.TorchSharpContract;

public class TensorTests
{
    [Test]
    public void A_cast_to_bfloat16_and_back_keeps_eight_bits_of_the_number()
    {
        using var scope = NewDisposeScope();
        var exact = tensor(new float[] { 0, 1, -2.5f, 0.15625f, 384 });
        Assert.That(exact.to(bfloat16).dtype, Is.EqualTo(bfloat16));
        Assert.That(exact.to(bfloat16).to(float32).data<float>().ToArray(), Is.EqualTo(exact.data<float>().ToArray()));
        var rounded = tensor(new float[] { 3.14159f }).to(bfloat16).to(float32);
        Assert.That(rounded.item<float>(), Is.EqualTo(3.14159f).Within(3.14159f / 256).And.Not.EqualTo(3.14159f));
    }

    [Test]
    public void Equality_is_by_element()
    {
        using var scope = NewDisposeScope();
        var equal = tensor(new float[] { 1, 2, 3 }) == tensor(new float[] { 1, 0, 3 });
        Assert.That(equal.dtype, Is.EqualTo(ScalarType.Bool));
        Assert.That(equal.data<bool>().ToArray(), Is.EqualTo(new[] { true, false, true }));
    }

    [Test]
    public void Numbers_on_either_side_keep_the_tensors_type()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new float[] { 1, 2, 4 });
        using var two = 2.ToScalar();
        Assert.That(x.SubtractedFrom(1.0).data<float>().ToArray(), Is.EqualTo(new float[] { 0, -1, -3 }));
        Assert.That((two / x).data<float>().ToArray(), Is.EqualTo(new float[] { 2, 1, 0.5f }));
        Assert.That(x.Times(2.0).Plus(1).dtype, Is.EqualTo(float32));
        Assert.That(tensor(new long[] { 1, 2 }).Times(2).dtype, Is.EqualTo(int64));
        Assert.That(tensor(new long[] { 1, 2 }).Times(0.5).dtype, Is.EqualTo(float32));
    }

    [Test]
    public void Places_and_ranges_select_views()
    {
        using var scope = NewDisposeScope();
        var x = NumberTensor.Range(24).reshape(2, 3, 4);
        Assert.That(x[1, 2, 3].item<long>(), Is.EqualTo(23));
        Assert.That(x[1].shape, Is.EqualTo(new long[] { 3, 4 }));
        Assert.That(x[TensorIndex.Ellipsis, TensorIndex.Slice(1, 3)].shape, Is.EqualTo(new long[] { 2, 3, 2 }));
        Assert.That(x[TensorIndex.Colon, TensorIndex.Single(0)].shape, Is.EqualTo(new long[] { 2, 4 }));
        Assert.That(x.index_select(1, tensor(new long[] { 2, 0 }))[0, 0].data<long>().ToArray(), Is.EqualTo(new long[] { 8, 9, 10,
            11 }));

        x[0, 1, 2] = tensor(-1L);
        Assert.That(x.select(0, 0).select(0, 1)[2].item<long>(), Is.EqualTo(-1));
        x[TensorIndex.Single(1)] = zeros_like(x[1]);
        Assert.That(x[1].sum().item<long>(), Is.Zero);
    }

    [Test]
    public void Elements_are_read_in_row_major_order_whatever_the_strides_are()
    {
        using var x = tensor(new float[] { 1, 2, 3, 4, 5, 6 }, new long[] { 2, 3 });
        using var transposed = x.t();
        Assert.That(transposed.data<float>().ToArray(), Is.EqualTo(new float[] { 1, 4, 2, 5, 3, 6 }));
        Assert.That(transposed.data<float>()[2, 1], Is.EqualTo(6));
    }

    [Test]
    public void An_accessor_of_another_type_is_refused()
    {
        using var x = ones(2);
        Assert.That(() => x.data<double>(), Throws.ArgumentException);
        Assert.That(() => x.item<float>(), Throws.ArgumentException);
    }

    [Test]
    public void Bytes_are_the_tensors_own_memory()
    {
        using var x = zeros(3);
        MemoryMarshal.Cast<byte, float>(x.bytes)[1] = 5;
        Assert.That(x.data<float>().ToArray(), Is.EqualTo(new float[] { 0, 5, 0 }));
    }

    [Test]
    public void A_native_error_is_an_ExternalException_with_a_message()
    {
        using var x = ones(2, 3);
        using var y = ones(2, 4);
        Assert.That(() => cat(new[] { x, y }), Throws.InstanceOf<ExternalException>().With.Message.Contains("Sizes of tensors"));
        Assert.That(() => x.Plus(y), Throws.InstanceOf<ExternalException>());
    }

    [Test]
    public void Einsum_multiplies_matrices()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(1);
        var x = randn(new long[] { 4, 3 }, generator: generator);
        var y = randn(new long[] { 3, 5 }, generator: generator);
        Assert.That(einsum("ij,jk->ik", x, y).allclose(x.mm(y)), Is.True);
    }

    [Test]
    public void A_log_of_a_sum_of_exponentials_does_not_overflow()
    {
        using var x = tensor(new float[] { 1000, 1000 });
        using var sum = x.logsumexp(0);
        Assert.That(sum.item<float>(), Is.EqualTo(1000 + MathF.Log(2)).Within(1e-3));
    }
}
