namespace Vhe.Networks.Models;

/// <summary>A training objective of the paper: two switches over one bound (design: Eq. 5, 12, 18, 19).</summary>
/// <param name="Name">The paper's name.</param>
/// <param name="Resample">Whether x is drawn apart from D; otherwise the elements of D are decoded themselves.</param>
/// <param name="Rescale">Whether the KL of a latent variable is shared by the whole group, KL / |X|; otherwise by D, KL / |D|.</param>
public sealed record Objective(string Name, bool Resample, bool Rescale)
{
    /// <summary>The Variational Homoencoder (Eq. 12).</summary>
    public static Objective Vhe { get; } = new("VHE", Resample: true, Rescale: true);

    /// <summary>The Neural Statistician (Eq. 5); a variational autoencoder where |D| = 1.</summary>
    public static Objective NeuralStatistician { get; } = new("Neural Statistician", Resample: false, Rescale: false);

    /// <summary>Resampled x, but the KL over |D| (Eq. 18).</summary>
    public static Objective ResampleOnly { get; } = new("Resample only", Resample: true, Rescale: false);

    /// <summary>x in D, but the KL over |X| (Eq. 19).</summary>
    public static Objective RescaleOnly { get; } = new("Rescale only", Resample: false, Rescale: true);
}
