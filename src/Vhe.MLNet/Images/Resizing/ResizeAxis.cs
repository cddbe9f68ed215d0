using System.Runtime.InteropServices;

namespace Vhe.MLNet.Images.Resizing;

/// <summary>One axis of a resize. Source pixel i covers [i, i + 1).</summary>
/// <param name="Source">How many pixels the source has.</param>
/// <param name="Start">Where the window begins, in source pixels; may lie beyond the source.</param>
/// <param name="Length">How long the window is.</param>
/// <param name="Target">How many pixels the target has.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ResizeAxis(int Source, double Start, double Length, int Target)
{
    /// <summary>The source pixels that a target pixel covers.</summary>
    public double Step => Length / Target;

    /// <summary>The first pixel that there is: of the source, or of the paper beyond it that is in the window.</summary>
    public int First => Math.Min(0, (int)Math.Floor(Start));

    /// <summary>One beyond the last pixel that there is.</summary>
    public int End => Math.Max(Source, (int)Math.Ceiling(Start + Length));

    /// <summary>The center of a target pixel.</summary>
    /// <param name="target">Its index.</param>
    /// <returns>Its place on the source.</returns>
    public double Center(int target) => Start + ((target + 0.5) * Step);
}
