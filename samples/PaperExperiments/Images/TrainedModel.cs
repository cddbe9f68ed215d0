using Vhe.Networks.Data;
using Vhe.Networks.Models;

namespace PaperExperiments.Images;

/// <summary>A trained network, and what is to be known of its training where it is measured.</summary>
/// <param name="Model">The model.</param>
/// <param name="Sampling">How its batches were drawn.</param>
/// <param name="Steps">The steps that it was trained for.</param>
internal sealed record TrainedModel(VheModel Model, SamplingOptions Sampling, long Steps) : IDisposable
{
    /// <summary>Examples of the kind that the encoder of c was trained on: gray, or binarized at random.</summary>
    public IReadOnlyList<float[]> Examples(IReadOnlyList<float[]> images, Random random)
        => Sampling.BinarizeSupport ? Binarization.Draw(images, random) : images;

    public void Dispose() => Model.Dispose();
}
