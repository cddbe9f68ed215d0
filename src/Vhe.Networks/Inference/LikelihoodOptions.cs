namespace Vhe.Networks.Inference;

/// <summary>How many samples an estimate of a likelihood takes. More bring it nearer to the truth, from below in expectation, and cost
/// as much more time.</summary>
public sealed record LikelihoodOptions
{
    /// <summary>Samples of the class latent c, 1 to 10,000. Section 6.4.1 takes 20, Tables 3 and 4 take 500.</summary>
    public int ClassSamples { get; init; } = 20;

    /// <summary>Samples of each image's own latent t, 1 to 10,000. Section 6.4.1 takes 10.</summary>
    public int ElementSamples { get; init; } = 10;

    /// <summary>Seeds the samples: the same images get the same number.</summary>
    public long Seed { get; init; }

    /// <summary>Checks every number.</summary>
    internal void Validate()
    {
        OptionRange.Check(nameof(ClassSamples), ClassSamples, 1, 10_000);
        OptionRange.Check(nameof(ElementSamples), ElementSamples, 1, 10_000);
    }
}
