using PaperExperiments.OneDimensional;

namespace PaperExperiments.Tests.OneDimensional;

internal sealed class ElementFamilyTests : TensorFixture
{
    private static readonly string[] Names = ["Gaussian", "Mixture of Gaussians", "von Mises", "Gamma", "Discrete"];

    [TestCaseSource(nameof(Names))]
    public void Probabilities_sum_to_one(string name)
    {
        var family = Family(name);
        var (least, most, count) = name switch
        {
            "von Mises" => (-Math.PI, Math.PI, 20_000),
            "Gamma" => (1e-5, 60, 200_000),
            "Discrete" => (0.5, 8.5, 8),
            _ => (-30.0, 30, 60_000),
        };
        var width = (most - least) / count;
        var x = NumberTensor.Range(0, count, float32).Times(width).Plus(least + (width / 2));
        for (var seed = 0; seed < 5; seed++)
        {
            // A Gamma density of a shape below 1 has a pole at 0, which no even grid sums.
            var drawn = Tensors.Normal(seed, 1, family.ParameterCount);
            var parameters = (name == "Gamma" ? drawn.abs().Plus(1) : drawn).expand(count, family.ParameterCount);
            var shared = Tensors.Normal(100 + seed, 1).view(Array.Empty<long>()).Times(0.3);

            var total = family.LogProbability(x, parameters, shared).to(float64).exp().sum().item<double>();

            Assert.That(total * width, Is.EqualTo(1).Within(2e-3), $"seed {seed}");
        }
    }

    [Test]
    public void The_log_density_of_von_Mises_is_the_known_one()
    {
        var family = Family("von Mises");
        var direction = tensor(new[] { 0f, 3f }).view(1, 2);

        // kappa = 1, the mean at 90 degrees, I0(1) = 1.2660658.
        var found = family.LogProbability(tensor(new[] { 0.5f }), direction, zeros(1).view(Array.Empty<long>())).Value(0);

        Assert.That(found, Is.EqualTo(Math.Sin(0.5) - Math.Log(2 * Math.PI * 1.2660658)).Within(1e-5));
    }

    [Test]
    public void The_log_density_of_Gamma_is_the_known_one()
    {
        // softplus(2) + 0.001 is the shape, exp(0.5) the rate.
        var found = Family("Gamma").LogProbability(tensor(new[] { 1.7f }), tensor(new[] { 2f }).view(1, 1), tensor(0.5f)).Value(0);

        var (shape, rate) = (Math.Log(1 + Math.Exp(2)) + 1e-3, Math.Exp(0.5));
        var expected = (shape * Math.Log(rate)) + ((shape - 1) * Math.Log(1.7)) - (rate * 1.7) - LogGamma(shape);
        Assert.That(found, Is.EqualTo(expected).Within(1e-4));

        // Stirling's series, after a step up to where it is exact to rounding.
        static double LogGamma(double z)
        {
            var (w, steps) = (z + 10, Enumerable.Range(0, 10).Sum(i => Math.Log(z + i)));
            return ((w - 0.5) * Math.Log(w)) - w + (0.5 * Math.Log(2 * Math.PI)) + (1 / (12 * w)) - (1 / (360 * w * w * w)) - steps;
        }
    }

    [Test]
    public void The_log_density_of_the_mixture_is_that_of_two_even_Gaussians()
    {
        var found = Family("Mixture of Gaussians")
            .LogProbability(tensor(new[] { 0.4f }), tensor(new[] { -1f, 2f }).view(1, 2), tensor(-0.6f)).Value(0);

        var variance = Math.Exp(-0.6);
        var expected = Math.Log((Density(0.4 + 1) + Density(0.4 - 2)) / 2);
        Assert.That(found, Is.EqualTo(expected).Within(1e-5));

        double Density(double difference)
            => Math.Exp(-difference * difference / (2 * variance)) / Math.Sqrt(2 * Math.PI * variance);
    }

    [TestCaseSource(nameof(Names))]
    public void Classes_are_drawn_where_the_family_lives_and_differ(string name)
    {
        var family = Family(name);
        var random = new Random(3);
        var classes = Enumerable.Range(0, 20).Select(_ => family.DrawClass(400, random)).ToArray();

        var (least, most) = name switch
        {
            "von Mises" => (-3.1416f, 3.1416f),
            "Gamma" => (0f, 60f),
            "Discrete" => (1f, 8f),
            _ => (-12f, 12f),
        };
        Assert.That(classes.SelectMany(item => item), Is.All.InRange(least, most));
        Assert.That(classes.Max(item => item.Average()) - classes.Min(item => item.Average()), Is.GreaterThan(0.5));
        Assert.That(classes.Select(item => item.Distinct().Count()), name == "Discrete" ? Is.All.EqualTo(4) : Is.All.GreaterThan(390));
    }

    [Test]
    public void A_Gamma_class_has_its_mean_and_variance()
    {
        var random = new Random(4);
        var draws = Enumerable.Range(0, 40_000).Select(_ => random.NextGamma(3.5)).ToArray();

        var mean = draws.Average();

        Assert.That(mean, Is.EqualTo(3.5).Within(0.05));
        Assert.That(draws.Average(x => (x - mean) * (x - mean)), Is.EqualTo(3.5).Within(0.2));
    }

    private static ElementFamily Family(string name) => ElementFamily.All.Single(family => family.Name == name);
}
