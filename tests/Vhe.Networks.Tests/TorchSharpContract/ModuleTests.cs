using TorchSharp;
using TorchSharp.Modules;

namespace Vhe.Networks.Tests.TorchSharpContract;

public class ModuleTests
{
    private static readonly string[] Names =
    [
        "conv.weight", "conv.bias", "norm.weight", "norm.bias", "heads.0.weight", "heads.0.bias", "heads.1.weight",
        "heads.1.bias", "scale", "mask", "norm.running_mean", "norm.running_var", "norm.num_batches_tracked",
    ];

    [Test]
    public void Fields_are_registered_under_their_names()
    {
        using var module = new TwoLayers();
        Assert.That(module.state_dict().Keys, Is.EquivalentTo(Names));
        Assert.That(module.named_parameters().Select(named => named.name), Is.EquivalentTo(Names.Take(9)));
        Assert.That(module.named_buffers().Select(named => named.name), Is.EquivalentTo(Names.Skip(9)));
        Assert.That(module.named_children().Select(named => named.name), Is.EquivalentTo(new[] { "conv", "norm", "heads" }));
        Assert.That(module.named_modules().Select(named => named.name), Does.Contain("heads.1"));
    }

    [Test]
    public void Shapes_are_those_of_PyTorch()
    {
        using var convolution = nn.Conv2d(6, 8, (3, 5), groups: 2);
        using var linear = nn.Linear(3, 7);
        using var transposed = nn.ConvTranspose2d(6, 8, 4, 2);
        Assert.That(convolution.weight!.shape, Is.EqualTo(new long[] { 8, 3, 3, 5 }));
        Assert.That(linear.weight!.shape, Is.EqualTo(new long[] { 7, 3 }));
        Assert.That(transposed.weight!.shape, Is.EqualTo(new long[] { 6, 8, 4, 4 }));
    }

    [Test]
    public void Layers_begin_within_one_over_the_root_of_the_fan_in()
    {
        using var scope = NewDisposeScope();
        using var convolution = nn.Conv2d(16, 32, 3);
        double bound = 1 / Math.Sqrt(16 * 9);
        double largest = convolution.weight!.detach().abs().max().item<float>();
        Assert.That(largest, Is.LessThanOrEqualTo(bound).And.GreaterThan(0.95 * bound));
        Assert.That(convolution.bias!.detach().abs().max().item<float>(), Is.LessThanOrEqualTo(bound));
    }

    [Test]
    public void A_state_dictionary_carries_the_values_to_another_module()
    {
        using var scope = NewDisposeScope();
        using var from = new TwoLayers();
        using var to = new TwoLayers();
        var image = ones(1, 1, 2, 2);
        from.eval();
        to.eval();
        using var mode = no_grad();
        to.load_state_dict(from.state_dict());
        Assert.That(to.call(image).data<float>().ToArray(), Is.EqualTo(from.call(image).data<float>().ToArray()));
    }

    [Test]
    public void A_state_dictionary_with_other_names_is_refused()
    {
        using var module = new TwoLayers();
        using var other = nn.Linear(2, 2);
        Assert.That(() => module.load_state_dict(other.state_dict()), Throws.InvalidOperationException);
    }

    [Test]
    public void Train_and_eval_reach_the_submodules()
    {
        using var module = new TwoLayers();
        Assert.That(module.training, Is.True);
        module.eval();
        Assert.That(module.modules().Select(inner => inner.training), Is.All.False);
        module.train();
        Assert.That(module.modules().Select(inner => inner.training), Is.All.True);
    }

    [Test]
    public void Conversion_replaces_the_parameters()
    {
        using var module = new TwoLayers();
        var before = module.parameters().First();
        module.to(float64);
        Assert.That(module.parameters().First(), Is.Not.SameAs(before));
        Assert.That(module.parameters().Select(parameter => parameter.dtype), Is.All.EqualTo(float64));
        using var image = ones(1, 1, 2, 2, float64);
        using var result = module.call(image);
        Assert.That(result.dtype, Is.EqualTo(float64));
    }

    [Test]
    public void Disposing_a_module_frees_its_parameters()
    {
        var module = new TwoLayers();
        var parameters = module.parameters().ToArray();
        module.Dispose();
        Assert.That(parameters.Select(parameter => parameter.IsInvalid), Is.All.True);
    }

    [Test]
    public void A_sequence_runs_its_layers_in_order()
    {
        using var scope = NewDisposeScope();
        using var sequence = nn.Sequential(("first", nn.Linear(2, 3)), ("second", nn.ReLU()), ("third", nn.Linear(3, 1)));
        Assert.That(sequence.state_dict().Keys,
            Is.EquivalentTo(new[] { "first.weight", "first.bias", "third.weight", "third.bias" }));
        Assert.That(sequence.call(ones(5, 2)).shape, Is.EqualTo(new long[] { 5, 1 }));
    }
}
