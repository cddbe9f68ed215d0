using Vhe.Networks;

namespace PaperExperiments.Protocols;

/// <summary>Of which classes the joint likelihood is estimated, and what c is inferred from.</summary>
internal sealed record JointNllOptions
{
    /// <summary>How many classes, 1 or more, spread evenly over all; all, where there are fewer.</summary>
    public int Classes { get; init; } = 20;

    /// <summary>
    /// How many images of the class, the first ones, q(c; D) is given, gray, 1 or more; all, where there are fewer. Null gives it X,
    /// the binary images themselves, as the paper does. Any D gives a valid estimate, a better one a nearer one.
    /// </summary>
    public int? GraySupport { get; init; }

    /// <summary>Seeds the binarization: one seed, one set of binary images, whatever model scores them.</summary>
    public long Seed { get; init; }

    /// <summary>Checks every number.</summary>
    internal void Validate()
    {
        OptionRange.Check(nameof(Classes), Classes, 1);
        OptionRange.Check(nameof(GraySupport), GraySupport ?? 1, 1);
    }
}
