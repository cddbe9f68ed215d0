using PaperExperiments.OneDimensional;

namespace PaperExperiments.Tests.OneDimensional;

internal sealed class OneDimensionalVheTests : TensorFixture
{
    private static readonly ElementFamily Gaussian = ElementFamily.All[0];

    [Test]
    public void Targets_are_apart_from_their_support_and_of_its_class()
    {
        var data = ElementClasses.Draw(Gaussian, classes: 5, elements: 10, seed: 1);
        var batch = new ElementSampler(data, Objective.Vhe, support: 4, targets: 6, seed: 2).Draw(7, CPU);

        for (var k = 0; k < 5; k++)
        {
            var (d, x) = (batch.Classes.Support.select(0, k).Values(), batch.Targets.narrow(0, 6 * k, 6).Values());
            Assert.That(d.Concat(x).Order(), Is.EqualTo(data.Values[k].Order()), $"class {k}");
        }

        Assert.That(batch.Classes.Size.Values(), Is.All.EqualTo(10f));
    }

    [Test]
    public void Without_resampling_the_targets_are_the_support()
    {
        var data = ElementClasses.Draw(Gaussian, classes: 5, elements: 10, seed: 1);
        var sampler = new ElementSampler(data, Objective.NeuralStatistician, support: 3, targets: 6, seed: 2);

        var batch = sampler.Draw(7, CPU);

        Assert.That(batch.Targets.Values(), Is.EqualTo(batch.Classes.Support.Values()));
        Assert.That(sampler.Draw(7, CPU).Targets.Values(), Is.EqualTo(batch.Targets.Values()));
        Assert.That(sampler.Draw(8, CPU).Targets.Values(), Is.Not.EqualTo(batch.Targets.Values()));
    }

    /// <summary>Section 4.1: "q(c; D) a linear map of the elements".</summary>
    [Test]
    public void The_posterior_is_linear_in_the_elements()
    {
        using var network = OneDimensionalVhe.Create(Gaussian, dimensions: 2, seed: 3);
        var encoder = network.Latents[0].Encoder;
        var (a, b) = (Tensors.Normal(1, 1, 3, 1, 1, 1).Times(0.5), Tensors.Normal(2, 1, 3, 1, 1, 1).Times(0.5));

        Check(q => q.Mean);
        Check(q => q.LogVariance);

        void Check(Func<DiagonalGaussian, Tensor> part)
        {
            Tensor Of(Tensor support) => part(encoder.Infer(support, []));
            Assert.That(
                (Of(a).Plus(Of(b)) - Of(zeros_like(a))).Values(), Is.EqualTo(Of(a.Plus(b)).Values()).Within(1e-5));
            Assert.That(Of(a).Values(), Is.Not.EqualTo(Of(b).Values()));
        }
    }

    /// <summary>The mean of a Gaussian class is linear in c: so is log p(x | c) - log p(-x | c), which is 2 x mean / variance.</summary>
    [Test]
    public void The_parameters_are_linear_in_the_code()
    {
        using var network = OneDimensionalVhe.Create(Gaussian, dimensions: 2, seed: 3);
        var (x, a, b) = (ones(1, 1, 1, 1), Tensors.Normal(1, 1, 2), Tensors.Normal(2, 1, 2));

        Assert.That(Mean(a) + Mean(b) - Mean(zeros(1, 2)), Is.EqualTo(Mean(a.Plus(b))).Within(1e-4));
        Assert.That(Mean(a), Is.Not.EqualTo(Mean(b)).Within(1e-3));

        double Mean(Tensor c)
            => (network.Decoder.LogLikelihood(x, [c]) - network.Decoder.LogLikelihood(-x, [c])).Value(0);
    }

    [Test]
    public void Every_family_trains_by_the_trainer_of_all_models([Range(0, 4)] int family)
    {
        var data = ElementClasses.Draw(ElementFamily.All[family], classes: 30, elements: 30, seed: 1);
        using var network = OneDimensionalVhe.Create(ElementFamily.All[family], dimensions: 2, seed: 3);
        var options = new TrainingOptions { Steps = 300, LearningRate = 2e-2, Objective = Objective.Vhe, ProgressInterval = TimeSpan.Zero };

        var result = new VheTrainer(options).Train(network.AsModel(), new ElementSampler(data, Objective.Vhe, 5, 5, seed: 4));

        var (first, last) = (result.History[0], result.History[^1]);
        Assert.That(last.Elbo, Is.GreaterThan(first.Elbo + 0.2));
        Assert.That(last.Kl["c"], Is.GreaterThan(0.3), "the code says something");
        Assert.That(network.training, Is.False);
    }

    [Test]
    public void Classes_that_are_none_are_named()
    {
        Refused([], "no class");
        Refused([[1, 2], [1]], "Class 1 has 1 elements");
        Refused([[1, 2], [1, 2, 3]], "Class 1 has 3 elements, and class 0 has 2");
        Refused([[1, float.NaN]], "Class 0 has NaN as element 1");
        Refused([[1, 2], null!], "Class 1 is null");

        static void Refused(float[][] values, string message) => Assert.That(
            () => new ElementClasses(values), Throws.ArgumentException.With.Message.Contains(message));
    }

    [Test]
    public void Batches_of_another_objective_are_refused()
    {
        var data = ElementClasses.Draw(Gaussian, classes: 5, elements: 10, seed: 1);
        using var network = OneDimensionalVhe.Create(Gaussian, dimensions: 2, seed: 3);
        var options = new TrainingOptions { Steps = 1, Objective = Objective.NeuralStatistician };

        Assert.That(
            () => new VheTrainer(options).Train(network.AsModel(), new ElementSampler(data, Objective.Vhe, 2, 2, seed: 1)),
            Throws.ArgumentException.With.Message.Contains("apart from D").And.Message.Contains("'Neural Statistician'"));
    }

    [Test]
    public void Numbers_out_of_range_are_named()
    {
        var data = ElementClasses.Draw(Gaussian, 2, 5, seed: 0);

        Assert.That(
            () => new ElementSampler(data, Objective.Vhe, support: 5, targets: 1, seed: 0),
            Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains("support"));
        Assert.That(
            () => OneDimensionalVhe.Create(Gaussian, 0, seed: 0),
            Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains("dimensions"));
    }
}
