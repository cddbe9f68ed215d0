using PaperExperiments.Deconvolutional;

namespace PaperExperiments.Tests.Deconvolutional;

[NonParallelizable]
internal sealed class BesideCollectionsTests
{
    [Test]
    public void Training_goes_as_ever() => Collections.CheckBeside(() =>
    {
        using var network = DeconvolutionalVhe.Create(TinyDeconvolutional.Options, seed: 1);
        var sampler = new GroupedSampler(ToyGlyphs.Training, TinyDeconvolutional.Sampling, seed: 3);
        var options = Quick.Run(60) with { Sampling = TinyDeconvolutional.Sampling };
        return [.. new VheTrainer(options).Train(network.AsModel(), sampler).History.Select(step => (float)step.Elbo)];
    });
}
