namespace Vhe.Networks.Tests.Distributions;

public class SeededGeneratorTests : TensorFixture
{
    [TestCase(0)]
    [TestCase(-1)]
    [TestCase(long.MaxValue)]
    [TestCase(long.MinValue)]
    public void The_same_seed_gives_the_same_numbers(long seed)
    {
        var numbers = Draw(seed);

        Assert.That(Draw(seed), Is.EqualTo(numbers));
        Assert.That(Draw(unchecked(seed + 1)), Is.Not.EqualTo(numbers));
    }

    [Test]
    public void A_stream_goes_on_and_does_not_repeat()
    {
        using var noise = new SeededGenerator(3);

        var (normal, uniform) = (noise.Normal(4).Values(), noise.Uniform(4).Values());

        Assert.That(noise.Normal(4).Values(), Is.Not.EqualTo(normal));
        Assert.That(noise.Uniform(4).Values(), Is.Not.EqualTo(uniform));
    }

    [Test]
    public void Sources_do_not_disturb_each_other()
    {
        using var first = new SeededGenerator(3);
        using var second = new SeededGenerator(4);
        first.Normal(5);
        second.Uniform(7);

        Assert.That(first.Uniform(20).Values(), Is.EqualTo(Draw(3)[5..]));
    }

    [Test]
    public void Uniform_numbers_fill_the_interval_from_0_to_below_1()
    {
        using var noise = new SeededGenerator(5);
        var values = noise.Uniform(100, 200).Values();

        Assert.That(values, Is.All.InRange(0f, MathF.BitDecrement(1f)));
        Assert.That(values.Average(), Is.EqualTo(0.5).Within(4 / Math.Sqrt(12.0 * values.Length)));
    }

    [Test]
    public void Derived_seeds_do_not_collide_over_seeds_and_streams()
    {
        var seen = new HashSet<long>();
        for (var seed = -5; seed < 5; seed++)
        {
            for (var stream = -10_000; stream < 10_000; stream++)
                seen.Add(SeededGenerator.Derive(seed, stream));
        }

        Assert.That(seen, Has.Count.EqualTo(200_000));
    }

    [Test]
    public void Derived_seeds_of_neighbors_differ_in_half_of_their_bits()
    {
        Assert.That(Flipped(i => SeededGenerator.Derive(1, i)), Is.EqualTo(32).Within(1), "streams");
        Assert.That(Flipped(i => SeededGenerator.Derive(i, 1)), Is.EqualTo(32).Within(1), "seeds");

        static double Flipped(Func<int, long> derive)
            => Enumerable.Range(0, 1000).Average(i => long.PopCount(derive(i) ^ derive(i + 1)));
    }

    private static float[] Draw(long seed)
    {
        using var noise = new SeededGenerator(seed);
        return [.. noise.Normal(5).Values(), .. noise.Uniform(20).Values()];
    }
}
