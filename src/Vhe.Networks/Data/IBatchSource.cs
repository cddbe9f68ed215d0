namespace Vhe.Networks.Data;

/// <summary>Where the minibatches of a training run come from (Algorithm 1).</summary>
internal interface IBatchSource
{
    /// <summary>Whether x is drawn apart from D; null where the source does not say.</summary>
    bool? Resample => null;

    /// <summary>Draws batch number <paramref name="number"/>, which depends on this number and the source's seed alone, so that a
    /// resumed run draws what an uninterrupted one would have.</summary>
    GroupedBatch Draw(long number, Device device);
}
