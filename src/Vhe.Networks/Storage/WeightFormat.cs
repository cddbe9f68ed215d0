namespace Vhe.Networks.Storage;

/// <summary>How a model's weights are stored in its file.</summary>
public enum WeightFormat
{
    /// <summary>Single precision: a model that is saved and loaded is the same, bit for bit.</summary>
    Float32,

    /// <summary>
    /// Half precision for weights; biases and statistics stay in single precision. Half the size; log-likelihoods change by
    /// hundredths of a nat.
    /// </summary>
    Float16,
}
