using TorchSharp;

namespace Vhe.Networks.Tests.TorchSharpContract;

public class DisposeScopeTests
{
    [Test]
    public void A_scope_frees_its_tensors_when_it_ends()
    {
        Tensor inside;
        using (NewDisposeScope()) inside = ones(2).Plus(1);
        Assert.That(inside.IsInvalid, Is.True);
        Assert.That(() => inside.sum(), Throws.InvalidOperationException);
    }

    [Test]
    public void A_tensor_moved_to_the_outer_scope_lives_as_long_as_that_scope()
    {
        Tensor kept, other;
        using (NewDisposeScope())
        {
            using (NewDisposeScope())
            {
                other = ones(2);
                kept = other.Plus(1).MoveToOuterDisposeScope();
            }
            Assert.That(other.IsInvalid, Is.True);
            Assert.That(kept.sum().item<float>(), Is.EqualTo(4));
        }
        Assert.That(kept.IsInvalid, Is.True);
    }

    [Test]
    public void A_tensor_moved_out_of_the_only_scope_or_detached_stays()
    {
        Tensor moved, detached;
        using (NewDisposeScope())
        {
            moved = ones(2).MoveToOuterDisposeScope();
            using (NewDisposeScope()) detached = ones(3).DetachFromDisposeScope();
        }
        Assert.That(moved.NumberOfElements + detached.NumberOfElements, Is.EqualTo(5));
        moved.Dispose();
        detached.Dispose();
    }

    [Test]
    public void A_scope_belongs_to_its_thread()
    {
        Tensor elsewhere = ones(1);
        using (NewDisposeScope())
        {
            var thread = new Thread(() => elsewhere = ones(2).Times(2));
            thread.Start();
            thread.Join();
        }
        Assert.That(elsewhere.IsInvalid, Is.False);
        elsewhere.Dispose();
    }

    [Test]
    public void The_live_count_returns_to_where_it_was()
    {
        using var outer = NewDisposeScope();
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        using (NewDisposeScope())
        {
            var x = ones(4);
            for (int i = 0; i < 10; i++) x = x.Plus(1);
            Assert.That(DisposeScopeManager.Statistics.ThreadTotalLiveCount, Is.GreaterThanOrEqualTo(before + 10));
        }
        Assert.That(DisposeScopeManager.Statistics.ThreadTotalLiveCount, Is.EqualTo(before));
    }

    [Test]
    public void An_alias_keeps_the_memory_when_the_original_goes()
    {
        var original = ones(3);
        var alias = original.alias();
        original.Dispose();
        Assert.That(alias.sum().item<float>(), Is.EqualTo(3));
        alias.Dispose();
    }

    [Test]
    public void An_operation_in_place_returns_the_tensor_itself_and_is_no_reason_to_dispose_it()
    {
        using var scope = NewDisposeScope();
        var (x, other) = (zeros(2), ones(2));
        using Scalar low = 0.ToScalar(), high = 1.ToScalar(), three = 3.ToScalar();
        Tensor[] results =
        [
            x.FillInPlace(2), x.PlusInPlace(other), x.sub_(other), x.TimesInPlace(2), x.div_(other), x.copy_(other),
            x.clamp_(low, high), x.exp_(), x.detach_(),
            x.uniform_(0, 1), x.normal_(), x.index_put_(other, TensorIndex.Ellipsis), x.requires_grad_(false),
            nn.init.constant_(x, three), nn.init.uniform_(x), nn.init.ones_(x),
        ];
        Assert.That(results, Is.All.SameAs(x));
        Assert.That(scope.DisposablesCount, Is.EqualTo(2));
        Assert.That(x.data<float>().ToArray(), Is.EqualTo(new float[] { 1, 1 }));
    }

    [Test]
    public void Setting_to_zero_alone_and_functions_in_place_return_another_tensor_over_the_same_memory()
    {
        using var x = ones(2);
        var zeroed = x.zero_();
        Assert.That(zeroed, Is.Not.SameAs(x));
        Assert.That(x.data<float>().ToArray(), Is.All.Zero);
        zeroed.FillInPlace(-1);
        Assert.That(x.data<float>().ToArray(), Is.EqualTo(new float[] { -1, -1 }));
        zeroed.Dispose();
        var rectified = nn.functional.relu(x, inplace: true);
        Assert.That(rectified, Is.Not.SameAs(x));
        rectified.Dispose();
        Assert.That(x.data<float>().ToArray(), Is.All.Zero);
    }

    [Test]
    public void A_parameter_takes_over_the_handle_of_its_tensor()
    {
        var data = ones(2);
        using var parameter = new TorchSharp.Modules.Parameter(data);
        Assert.That(data.IsInvalid, Is.True);
        Assert.That(parameter.requires_grad, Is.True);
        Assert.That(parameter.sum().item<float>(), Is.EqualTo(2));
    }
}
