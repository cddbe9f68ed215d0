using System.Runtime.InteropServices;

namespace Vhe.MLNet.Images;

/// <summary>A rectangle on the plane of an image, in its pixels and fractions of them; it may reach beyond the image.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct InkWindow(double Left, double Top, double Width, double Height)
{
    /// <summary>The rectangle grown by the same number of pixels on each side.</summary>
    public InkWindow Grow(double margin) => new(Left - margin, Top - margin, Width + (2 * margin), Height + (2 * margin));

    /// <summary>The smallest rectangle around this one, with the same center, that has the aspect of a target.</summary>
    public InkWindow WithAspect(int targetWidth, int targetHeight)
    {
        var scale = Math.Max(Width / targetWidth, Height / targetHeight);
        var (width, height) = (scale * targetWidth, scale * targetHeight);
        return new(Left - ((width - Width) / 2), Top - ((height - Height) / 2), width, height);
    }
}
