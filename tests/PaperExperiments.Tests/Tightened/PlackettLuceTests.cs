using PaperExperiments.Tightened;

namespace PaperExperiments.Tests.Tightened;

internal sealed class PlackettLuceTests : TensorFixture
{
    [Test]
    public void The_probabilities_of_all_sequences_sum_to_one([Range(1, 4)] int size)
    {
        var logits = Tensors.Normal(3, 1, 7).Times(2).expand(Subsets.All(size).Length, 7);
        var distribution = PlackettLuce.Over(logits, NumberTensor.Full([logits.shape[0]], 4).to(float32));

        var total = distribution.LogProbabilities(Subsets.Numbers(Subsets.All(size))).sum(1).exp().sum().item<float>();

        Assert.That(total, Is.EqualTo(1).Within(1e-5), "four elements; the logits beyond do not count");
    }

    [Test]
    public void Each_draw_is_a_softmax_over_what_is_left()
    {
        var distribution = new PlackettLuce(tensor(new[] { 1f, 2, 3 }).log().unsqueeze(0));

        var draws = distribution.LogProbabilities(tensor(new long[] { 1, 0, 2 }).unsqueeze(0)).exp().Values();

        Assert.That(draws, Is.EqualTo(new[] { 2 / 6f, 1 / 4f, 1 }).Within(1e-6));
    }

    [Test]
    public void What_was_drawn_is_not_drawn_again()
    {
        var distribution = new PlackettLuce(zeros(1, 3));

        Assert.That(distribution.LogProbabilities(tensor(new long[] { 1, 1 }).unsqueeze(0)).exp().Values()[1], Is.Zero);
    }

    [Test]
    public void Gradients_are_finite_to_the_last_element_and_nothing_reaches_the_padding()
    {
        var logits = Tensors.Normal(4, 1, 5).requires_grad_();
        var distribution = PlackettLuce.Over(logits, tensor(new[] { 3f }));

        distribution.LogProbabilities(tensor(new long[] { 2, 0, 1 }).unsqueeze(0)).sum().backward();

        var gradient = Vhe.Networks.Tests.TorchSharpContract.Gradient.Of(logits).Values();
        Assert.That(gradient, Has.All.Matches<float>(float.IsFinite));
        Assert.That(gradient[..3], Has.Some.Not.Zero);
        Assert.That(gradient[3..], Is.All.Zero);
    }
}
