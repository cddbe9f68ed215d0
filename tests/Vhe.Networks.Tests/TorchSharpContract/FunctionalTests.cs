using TorchSharp;

namespace Vhe.Networks.Tests.TorchSharpContract;

public class FunctionalTests
{
    [TestCase(true)]
    [TestCase(false)]
    public void Sampling_at_the_identity_gives_the_image_back(bool alignCorners)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(1);
        var image = rand(new long[] { 2, 3, 5, 7 }, generator: generator);
        var identity = tensor(new float[] { 1, 0, 0, 0, 1, 0 }, new long[] { 1, 2, 3 }).expand(2, 2, 3);
        var grid = nn.functional.affine_grid(identity, new long[] { 2, 3, 5, 7 }, alignCorners);
        var sampled = nn.functional.grid_sample(image, grid, GridSampleMode.Bilinear, GridSamplePaddingMode.Zeros, alignCorners);
        Assert.That(sampled.allclose(image, 1e-5, 1e-5), Is.True);
    }

    [Test]
    public void Sampling_beyond_the_edge_reads_zero()
    {
        using var scope = NewDisposeScope();
        var grid = NumberTensor.Full([1, 1, 1, 2], 5.0f);
        var sampled = nn.functional.grid_sample(ones(1, 1, 4, 4), grid, GridSampleMode.Bilinear, GridSamplePaddingMode.Zeros,
            true);
        Assert.That(sampled.sum().item<float>(), Is.Zero);
    }

    [Test]
    public void Batch_norm_uses_the_batch_in_training_and_running_statistics_in_evaluation()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(1);
        var batch = randn(new long[] { 8, 2, 4, 4 }, generator: generator).Times(3).Plus(5);
        var (runningMean, runningVariance) = (zeros(2), ones(2));
        long[] overBatch = [0, 2, 3];
        using var mode = no_grad();

        var normalized = nn.functional.batch_norm(batch, runningMean, runningVariance, training: true);
        Assert.That(normalized.mean(overBatch).data<float>().ToArray(), Is.All.EqualTo(0f).Within(1e-4f));
        var mean = batch.mean(overBatch).Times(0.1).data<float>().ToArray();
        Assert.That(runningMean.data<float>().ToArray(), Is.EqualTo(mean).Within(1e-5));

        var expected = (batch - runningMean.view(1, 2, 1, 1)) / runningVariance.view(1, 2, 1, 1).Plus(1e-5).sqrt();
        var evaluated = nn.functional.batch_norm(batch, runningMean, runningVariance, training: false);
        Assert.That(evaluated.allclose(expected, 1e-4, 1e-4), Is.True);
        Assert.That(runningMean.data<float>().ToArray(), Is.EqualTo(mean).Within(1e-5));
    }

    [Test]
    public void Binary_cross_entropy_with_logits_is_the_negative_log_likelihood()
    {
        using var scope = NewDisposeScope();
        float[] logits = [-30, -1, 0, 2, 100], targets = [0, 1, 0, 1, 0];
        var expected = logits.Zip(targets, (logit, target)
            => (float)(Math.Max(logit, 0) - logit * target + Math.Log(1 + Math.Exp(-Math.Abs(logit))))).ToArray();
        var loss = nn.functional.binary_cross_entropy_with_logits(tensor(logits), tensor(targets), reduction: nn.Reduction.None);
        Assert.That(loss.data<float>().ToArray(), Is.EqualTo(expected).Within(1e-4f));
    }

    [Test]
    public void Padding_begins_at_the_last_dimension()
    {
        using var scope = NewDisposeScope();
        var padded = nn.functional.pad(ones(1, 1, 2, 3), new long[] { 1, 0, 2, 1 });
        Assert.That(padded.shape, Is.EqualTo(new long[] { 1, 1, 5, 4 }));
        Assert.That(padded[0, 0, 2].data<float>().ToArray(), Is.EqualTo(new float[] { 0, 1, 1, 1 }));
    }

    [Test]
    public void Softplus_keeps_its_limits()
    {
        using var x = tensor(new float[] { -50, 0, 50 });
        using var y = x.Softplus();
        Assert.That(y.data<float>().ToArray(), Is.EqualTo(new[] { 0, MathF.Log(2), 50 }).Within(1e-5f));
    }
}
