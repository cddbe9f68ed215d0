namespace Vhe.Networks.Tests.Models;

/// <summary>
/// The bound of a trained model on a class that it has never seen, against log p(X) by importance weighting (section 6.4.1).
/// </summary>
public class ImportanceWeightedBoundTests : TensorFixture
{
    private const int Size = 3;

    private static Tensor Class
        => ImageTensor.From([.. ToyGlyphs.New.Classes[1].Images.Take(Size)], TinyNetwork.Shape, CPU).round();

    [Test]
    public void The_bounds_of_a_class_sum_to_no_more_than_log_p_X()
    {
        using var untracked = no_grad();
        var (bound, error, reconstruction) = Bound([[0], [1], [2], [0, 1], [0, 2], [1, 2]], repetitions: 60);
        var logWeights = LogWeights([0, 1, 2], classSamples: 900, transformSamples: 3);

        var logProbability = logWeights.logsumexp(0).item<float>() - Math.Log(logWeights.numel());

        Assert.That(bound, Is.LessThan(logProbability + (4 * error)), "Eq. 12");
        Assert.That(reconstruction, Is.GreaterThan(logProbability), "the KL terms are what makes it a bound");
    }

    [Test]
    public void The_mean_bound_is_the_mean_log_weight_of_the_same_posterior()
    {
        using var untracked = no_grad();
        var (bound, error, _) = Bound([[0, 2]], repetitions: 400);

        // log p(c) - log q(c) and log p(t) - log q(t) of samples in place of every KL.
        var logWeights = LogWeights([0, 2], classSamples: 1200, transformSamples: 1);

        var errors = Math.Sqrt((error * error) + (logWeights.var().item<float>() / logWeights.numel()));
        Assert.That(bound, Is.EqualTo(logWeights.mean().item<float>()).Within(4 * errors));
    }

    /// <summary>The sum of the bounds over the class, over some choices of D: its mean, its error, the mean reconstruction.
    /// </summary>
    private static (double Sum, double Error, double Reconstruction) Bound(long[][] choices, int repetitions)
    {
        var (sums, reconstructions) = (new List<float>(), new List<float>());
        foreach (var choice in choices)
        {
            using var scope = NewDisposeScope();
            var d = Class.index_select(0, tensor(choice)).unsqueeze(0);
            var groups = new Groups(
                d.repeat(repetitions, 1, 1, 1, 1),
                NumberTensor.Range(repetitions, int64).repeat_interleave(Size),
                NumberTensor.Range(repetitions, int64).Times(Size),
                NumberTensor.Full([repetitions], Size).to(float32));
            using var noise = TinyNetwork.Noise(choice.Sum());
            var batch = new GroupedBatch(Class.repeat(repetitions, 1, 1, 1), groups);
            var terms = TrainedToy.Model.Network.Elbo(batch, Objective.Vhe, noise);
            sums.AddRange(terms.Elbo().view(repetitions, Size).sum(1).Values());
            reconstructions.AddRange(terms.LogLikelihood.view(repetitions, Size).sum(1).Values());
        }

        var mean = sums.Average();
        return (mean, Math.Sqrt(sums.Average(s => Math.Pow(s - mean, 2)) / sums.Count), reconstructions.Average());
    }

    /// <summary>log of p(c) / q(c; D) times the product over x of the mean of p(t) / q(t; x) p(x | c, t), for samples of c.
    /// </summary>
    private static Tensor LogWeights(long[] d, int classSamples, int transformSamples)
    {
        const int Chunk = 300;
        var network = TrainedToy.Model.Network;
        using var noise = TinyNetwork.Noise(9);
        var parts = new List<Tensor>();
        for (var done = 0; done < classSamples; done += Chunk)
        {
            using var scope = NewDisposeScope();
            var support = Class.index_select(0, tensor(d)).unsqueeze(0);
            var q = network.Latents[0].Encoder.Infer(support, []).Rows(zeros(Chunk, dtype: int64));
            var c = q.Sample(noise);
            var logWeight = network.Latents[0].Prior.Given(c, []).LogProbability(c) - q.LogProbability(c);
            for (var i = 0; i < Size; i++)
            {
                var rows = zeros(Chunk * transformSamples, dtype: int64);
                var x = Class.narrow(0, i, 1);
                var qt = network.Latents[1].Encoder.Infer(x.unsqueeze(1), []).Rows(rows);
                var t = qt.Sample(noise);
                var ratio = new DiagonalGaussian(zeros_like(t), zeros_like(t)).LogProbability(t) - qt.LogProbability(t);
                Tensor[] latents = [c.repeat_interleave(transformSamples, 0), t];
                var likelihood = network.Decoder.LogLikelihood(x.index_select(0, rows), latents);
                var ofTransforms = ratio.Plus(likelihood).view(Chunk, transformSamples);
                logWeight = logWeight.Plus(ofTransforms.logsumexp(1).Minus(Math.Log(transformSamples)));
            }

            parts.Add(logWeight.MoveToOuterDisposeScope());
        }

        return cat(parts.ToArray(), 0);
    }
}
