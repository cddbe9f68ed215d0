namespace Quickstart;

/// <summary>What the classifier says of one image.</summary>
internal sealed class Prediction
{
    /// <summary>The likeliest class.</summary>
    public string PredictedClass { get; set; } = "";

    /// <summary>The probability of each class, if the image is of one of them.</summary>
    public float[] Score { get; set; } = [];

    /// <summary>log p(x | D) of the likeliest class, in nats: far below that of the examples for an image of none.</summary>
    public float LogLikelihood { get; set; }
}
