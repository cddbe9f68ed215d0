using System.Runtime.InteropServices;

namespace Vhe.MLNet.Images;

/// <summary>A rectangle on the plane of an image, in its pixels and fractions of them; it may reach beyond the image.</summary>
/// <param name="Left">The left edge.</param>
/// <param name="Top">The upper edge.</param>
/// <param name="Width">The width, greater than 0.</param>
/// <param name="Height">The height, greater than 0.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct InkWindow(double Left, double Top, double Width, double Height)
{
    /// <summary>The rectangle grown by the same amount on each side.</summary>
    /// <param name="margin">By how much, in pixels.</param>
    /// <returns>The larger rectangle.</returns>
    public InkWindow Grow(double margin) => new(Left - margin, Top - margin, Width + (2 * margin), Height + (2 * margin));

    /// <summary>The smallest rectangle around this one, with the same center, that has the aspect of a target.</summary>
    /// <param name="targetWidth">Width of the target.</param>
    /// <param name="targetHeight">Height of the target.</param>
    /// <returns>The rectangle that keeps the aspect of what is in it.</returns>
    public InkWindow WithAspect(int targetWidth, int targetHeight)
    {
        var scale = Math.Max(Width / targetWidth, Height / targetHeight);
        var (width, height) = (scale * targetWidth, scale * targetHeight);
        return new(Left - ((width - Width) / 2), Top - ((height - Height) / 2), width, height);
    }
}
