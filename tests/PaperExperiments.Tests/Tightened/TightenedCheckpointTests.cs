using PaperExperiments.OneDimensional;
using PaperExperiments.Tightened;

namespace PaperExperiments.Tests.Tightened;

/// <summary>A learned q' draws the batches: a resumed run has to find it as it was.</summary>
internal sealed class TightenedCheckpointTests : TensorFixture
{
    private const int Stop = 7, End = 12;

    private static readonly ElementClasses Data = ElementClasses.Draw(ElementFamily.All[0], classes: 4, elements: 5, seed: 1);

    [Test]
    public void A_run_that_is_stopped_and_resumed_ends_with_the_weights_of_one_that_is_not()
    {
        using var folder = new TemporaryFolder();
        using var source = new CancellationTokenSource();
        var kept = Quick.Run(End) with { CheckpointPath = folder.File("run.vhe") };

        var (whole, _) = Train(Quick.Run(End));
        var (stopped, first) = Train(kept.CancelAfter(Stop, source), source.Token);
        var (resumed, second) = Train(kept with { Resume = true });

        Assert.That((first.Steps, second.Steps), Is.EqualTo((Stop, End)));
        Assert.That(stopped, Is.Not.EqualTo(whole));
        Assert.That(resumed, Is.EqualTo(whole));
        Assert.That(whole["subsampling.logits"], Has.Some.Not.Zero);
    }

    private static (Dictionary<string, float[]> Weights, TrainingResult Result) Train(
        TrainingOptions options, CancellationToken cancellation = default)
    {
        int[] sizes = [.. Data.Values.Select(item => item.Length)];
        var q = new LearnedSubsampling(sizes);
        using var network = new TightenedElbo(
            OneDimensionalVhe.Create(ElementFamily.All[0], dimensions: 2, seed: 2),
            new SubsetInference(sizes, embeddingLength: 2, dimensions: 2, seed: 3),
            q);
        var result = new VheTrainer(options)
            .Train(network.AsModel(), new ElementSampler(Data, Objective.Vhe, 2, 4, seed: 4, subsampling: q), cancellationToken: cancellation);
        return (network.state_dict().ToDictionary(item => item.Key, item => item.Value.Values(), StringComparer.Ordinal), result);
    }
}
