using Vhe.Networks.Data;
using Vhe.Networks.Models;

namespace PaperExperiments.Images;

/// <summary>A trained network, and what is to be known of its training where it is measured.</summary>
/// <param name="Network">The network, in evaluation mode.</param>
/// <param name="Owner">What is disposed with it.</param>
/// <param name="Sampling">How its batches were drawn.</param>
/// <param name="Steps">The steps that it was trained for.</param>
internal sealed record TrainedModel(VariationalHomoencoder Network, IDisposable Owner, SamplingOptions Sampling, long Steps) : IDisposable
{
    /// <summary>Examples of the kind that the encoder of c was trained on: gray, or binarized at random.</summary>
    public IReadOnlyList<float[]> Examples(IReadOnlyList<float[]> images, Random random) =>
        Sampling.BinarizeSupport ? DynamicBinarization.Draw(images, random) : images;

    /// <inheritdoc/>
    public void Dispose() => Owner.Dispose();
}
