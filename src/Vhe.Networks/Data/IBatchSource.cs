using Vhe.Networks.Objectives;
using static TorchSharp.torch;

namespace Vhe.Networks.Data;

/// <summary>Where the minibatches of a training run come from (Algorithm 1).</summary>
public interface IBatchSource
{
    /// <summary>The objective that the batches are drawn for; null where they suit any, or the source does not say.</summary>
    Objective? Objective => null;

    /// <summary>Draws batch number <paramref name="number"/>, which depends on this number and the source's seed alone, so that a
    /// resumed run draws what an uninterrupted one would have.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="device">Where its tensors are put.</param>
    /// <returns>A batch whose tensors belong to the caller's scope.</returns>
    GroupedBatch Draw(long number, Device device);
}
