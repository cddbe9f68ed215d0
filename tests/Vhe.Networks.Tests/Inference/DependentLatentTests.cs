namespace Vhe.Networks.Tests.Inference;

/// <summary>Likelihoods where the element's latent depends on the class's: p(z | c), q(z; x, c) (Eq. 13).</summary>
public class DependentLatentTests : TensorFixture
{
    private static readonly float[] Class = [0.4f, 1.7f, 0.9f, -0.3f];

    [Test]
    public void The_likelihoods_meet_their_closed_forms()
    {
        using var network = DependentConjugateModel.Create();
        var weighting = new LikelihoodEstimator(network.AsModel(), new() { ClassSamples = 2000, ElementSamples = 100 });
        var x = ConjugateModel.Images(Class);

        Assert.That(weighting.LogJoint(x, x), Is.EqualTo(ConjugateModel.LogJoint(Class)).Within(0.05));
        Assert.That(
            weighting.LogConditional(ConjugateModel.Images(0.2f), x),
            Is.EqualTo(ConjugateModel.LogConditional(0.2f, Class)).Within(0.05));
    }

    [Test]
    public void A_value_of_c_has_its_likelihood_whatever_was_asked_before()
    {
        using var network = DependentConjugateModel.Create();
        var likelihood = new ConditionalLikelihood(ClassLatents.Of(network.AsModel()), ConjugateModel.Images(Class), samples: 300, seed: 1);
        var (one, other) = (tensor(new[] { 0.3f }).view(1, 1), tensor(new[] { -0.8f }).view(1, 1));

        var first = likelihood.Given(one);
        var second = likelihood.Given(other);

        Assert.That(likelihood.Given(one).Values(), Is.EqualTo(first.Values()));
        foreach (var (c, found) in new[] { (0.3f, first), (-0.8f, second) })
        {
            Assert.That(found.shape, Is.EqualTo(new long[] { 1, 4 }));

            // x given c is normal, of variance 1 and that of the noise.
            var expected = Class.Select(x => (float)(-0.5 * (Math.Log(2 * Math.PI * 1.25) + (Math.Pow(x - c, 2) / 1.25))));
            Assert.That(found.Values(), Is.EqualTo(expected).Within(0.1));
        }
    }
}
