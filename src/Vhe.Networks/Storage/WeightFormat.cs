namespace Vhe.Networks.Storage;

/// <summary>How the weights of a model stand in its file.</summary>
public enum WeightFormat
{
    /// <summary>As they were trained: a model that is saved and loaded is the same, bit for bit.</summary>
    Float32,

    /// <summary>
    /// Weights in half precision, biases and statistics as they are: half the size. Log-likelihoods change by hundredths of a nat.
    /// </summary>
    Float16,
}
