using PaperExperiments.Deconvolutional;

namespace PaperExperiments.Tests.Deconvolutional;

internal sealed class SampleDropoutTests : TensorFixture
{
    [Test]
    public void The_statistic_is_inferred_from_what_is_kept()
    {
        using var network = DeconvolutionalVhe.Create(TinyDeconvolutional.Options, seed: 1);

        KeptSupport.Check(TinyDeconvolutional.Settle(network).Latents[0].Encoder);
    }

    [Test]
    public void The_deconvolutional_model_trains_with_it()
    {
        using var network = DeconvolutionalVhe.Create(TinyDeconvolutional.Options, seed: 1);
        var options = Quick.Run(4);
        var sampling = options.Sampling with { MinSupport = 3, MaxSupport = 3, SampleDropout = 0.5 };

        var result = new VheTrainer(options).Train(network.AsModel(), new GroupedSampler(ToyGlyphs.Training, sampling, seed: 1));

        Assert.That(result.History[^1].Elbo, Is.Negative);
    }
}
