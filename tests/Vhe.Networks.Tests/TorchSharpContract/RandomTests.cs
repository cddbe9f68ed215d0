using TorchSharp;

namespace Vhe.Networks.Tests.TorchSharpContract;

public class RandomTests
{
    private static float[] Draw(Generator generator)
    {
        using var scope = NewDisposeScope();
        var normal = randn(new long[] { 40 }, generator: generator);
        var uniform = rand(new long[] { 40 }, generator: generator);
        var coins = NumberTensor.Full([40], 0.3).bernoulli(generator);
        var order = randperm(40, generator: generator).to(float32);
        return cat(new[] { normal, uniform, coins, order }).data<float>().ToArray();
    }

    [Test]
    public void The_same_seed_gives_the_same_numbers()
    {
        using var first = new Generator(7);
        using var second = new Generator(7);
        using var third = new Generator(8);
        var numbers = Draw(first);
        Assert.That(Draw(second), Is.EqualTo(numbers));
        Assert.That(Draw(third), Is.Not.EqualTo(numbers));
        Assert.That(Draw(first), Is.Not.EqualTo(numbers));
    }

    [Test]
    public void A_state_can_be_kept_and_set_again()
    {
        using var generator = new Generator(7);
        Draw(generator);
        using var state = generator.get_state();
        var numbers = Draw(generator);
        generator.set_state(state);
        Assert.That(Draw(generator), Is.EqualTo(numbers));
        generator.manual_seed(7);
        using var fresh = new Generator(7);
        Assert.That(Draw(generator), Is.EqualTo(Draw(fresh)));
    }

    [Test]
    public void Uniform_numbers_are_below_one_and_normal_ones_have_unit_variance()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(3);
        var uniform = rand(new long[] { 10_000 }, generator: generator);
        var normal = randn(new long[] { 10_000 }, generator: generator);
        Assert.That(uniform.min().item<float>(), Is.GreaterThanOrEqualTo(0));
        Assert.That(uniform.max().item<float>(), Is.LessThan(1));
        Assert.That(normal.var().item<float>(), Is.EqualTo(1).Within(0.06));
    }
}
