using PaperExperiments.OneDimensional;
using PaperExperiments.Protocols;

namespace PaperExperiments.Tests.OneDimensional;

internal sealed class ElementEvaluationTests : TensorFixture
{
    private static readonly ElementFamily Gaussian = ElementFamily.All[0];
    private static readonly ElementClasses Unseen = ElementClasses.Draw(Gaussian, classes: 60, elements: 50, seed: 7);

    [Test]
    public void A_trained_Gaussian_model_meets_what_is_known_in_closed_form()
    {
        using var network = Trained(support: 5);

        var measures = new ElementEvaluation(Unseen, 5, seed: 3).Measure(network.AsModel());

        // mu ~ N(0, 1), x | mu ~ N(mu, 1): five elements leave the mean a variance of 1/6, and say 0.5 ln 6 = 0.90 nats. So x' has
        // the variance 7/6 given D, and no loss is less than its entropy; a q as wide as the posterior would add at most another 1/6.
        // With the KL shared by 50 elements q is narrower than that, and encodes more.
        Assert.That(measures.JointNll, Is.EqualTo(Unseen.Values.Average(ClosedFormNll)).Within(0.02));
        Assert.That(measures.GenerationLoss, Is.InRange(1.496 - 0.03, 1.586));
        Assert.That(measures.EncodedInformation, Is.InRange(0.8, 2.2));
        Assert.That(measures.BinaryError, Is.InRange(0.2, 0.4));
    }

    [Test]
    public void A_model_that_encodes_nothing_is_told_so()
    {
        using var network = OneDimensionalVhe.Create(Gaussian, dimensions: 2, seed: 1);
        network.eval();
        foreach (var (_, parameter) in network.Latents[0].Encoder.named_parameters())
            Initial.Change((TorchSharp.Modules.Parameter)parameter, value => value.zero_());

        var measures = new ElementEvaluation(Unseen, 1, seed: 3).Measure(network.AsModel());

        Assert.That(measures.EncodedInformation, Is.Zero);
        Assert.That(measures.BinaryError, Is.EqualTo(0.5).Within(0.03));
    }

    [Test]
    public void The_same_seed_gives_the_same_numbers()
    {
        using var network = Trained(support: 1);

        var measures = new ElementEvaluation(Unseen, 1, seed: 3).Measure(network.AsModel());

        Assert.That(new ElementEvaluation(Unseen, 1, seed: 3).Measure(network.AsModel()), Is.EqualTo(measures));
        Assert.That(new ElementEvaluation(Unseen, 1, seed: 4).Measure(network.AsModel()), Is.Not.EqualTo(measures));
    }

    [Test]
    public void One_class_is_refused()
    {
        using var network = OneDimensionalVhe.Create(Gaussian, dimensions: 2, seed: 1);
        var one = new ElementClasses([Unseen.Values[0]]);

        Assert.That(
            () => new ElementEvaluation(one, 1, seed: 0).Measure(network.AsModel()),
            Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains("classes"));
    }

    private static VariationalHomoencoder Trained(int support)
    {
        var data = ElementClasses.Draw(Gaussian, classes: 100, elements: 50, seed: 1);
        var network = OneDimensionalVhe.Create(Gaussian, dimensions: 2, seed: 3);
        var options = new TrainingOptions { Steps = 600, LearningRate = 2e-2, KlWarmUp = 0.2 };
        new VheTrainer(options).Train(network.AsModel(), new ElementSampler(data, Objective.Vhe, support, support, seed: 4));
        return network;
    }

    /// <summary>-log N(x; 0, I + 1 1') / n.</summary>
    private static double ClosedFormNll(float[] x)
    {
        var (n, sum, squares) = (x.Length, x.Sum(value => (double)value), x.Sum(value => (double)value * value));
        return 0.5 * ((n * Math.Log(2 * Math.PI)) + Math.Log(1 + n) + squares - (sum * sum / (1 + n))) / n;
    }
}
