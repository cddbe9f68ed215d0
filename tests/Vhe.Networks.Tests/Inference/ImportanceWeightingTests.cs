namespace Vhe.Networks.Tests.Inference;

/// <summary>Estimates of likelihoods, held against a model whose likelihoods are known.</summary>
public class ImportanceWeightingTests
{
    private static readonly float[] Class = [0.4f, 1.7f, 0.9f, -0.3f];

    [Test]
    public void The_joint_likelihood_meets_its_closed_form()
    {
        var estimates = JointEstimates(classSamples: 200, elementSamples: 200, seeds: 10);

        Assert.That(estimates.Average(), Is.EqualTo(ConjugateModel.LogJoint(Class)).Within(4 * StandardError(estimates) + 0.01));
    }

    [Test]
    public void Any_examples_to_infer_the_class_from_give_the_same_joint_likelihood()
    {
        using var scope = NewDisposeScope();
        using var network = ConjugateModel.Create();
        var weighting = new LikelihoodEstimator(network.AsModel(), new() { ClassSamples = 2000, ElementSamples = 200 });

        var found = weighting.LogJoint(ConjugateModel.Images(Class), ConjugateModel.Images(Class[..2]));

        Assert.That(found, Is.EqualTo(ConjugateModel.LogJoint(Class)).Within(0.1));
    }

    [Test]
    public void The_marginal_likelihood_is_the_joint_of_one()
    {
        using var scope = NewDisposeScope();
        using var network = ConjugateModel.Create();
        var weighting = new LikelihoodEstimator(network.AsModel(), new() { ClassSamples = 500, ElementSamples = 200 });
        var x = ConjugateModel.Images(0.7f);

        Assert.That(weighting.LogJoint(x, x), Is.EqualTo(ConjugateModel.LogJoint(0.7f)).Within(0.05));
    }

    [Test]
    public void The_conditional_likelihood_meets_its_closed_form()
    {
        using var scope = NewDisposeScope();
        using var network = ConjugateModel.Create();
        var weighting = new LikelihoodEstimator(network.AsModel(), new() { ClassSamples = 2000, ElementSamples = 200 });

        var found = weighting.LogConditional(ConjugateModel.Images(0.2f), ConjugateModel.Images(Class));

        Assert.That(found, Is.EqualTo(ConjugateModel.LogConditional(0.2f, Class)).Within(0.05));
    }

    [Test]
    public void It_rises_with_the_samples_and_stays_below_the_truth()
    {
        var one = JointEstimates(1, 1, seeds: 400);
        var five = JointEstimates(5, 5, seeds: 400);

        Assert.That(five.Average(), Is.GreaterThan(one.Average() + (4 * StandardError(one))));
        Assert.That(five.Average(), Is.LessThan(ConjugateModel.LogJoint(Class) + (4 * StandardError(five))));
    }

    private static double[] JointEstimates(int classSamples, int elementSamples, int seeds)
    {
        using var scope = NewDisposeScope();
        using var network = ConjugateModel.Create();
        var x = ConjugateModel.Images(Class);
        return [.. Enumerable.Range(0, seeds).Select(seed => new LikelihoodEstimator(
            network.AsModel(), new() { ClassSamples = classSamples, ElementSamples = elementSamples, Seed = seed }).LogJoint(x, x))];
    }

    private static double StandardError(double[] values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1) / values.Length);
    }
}
