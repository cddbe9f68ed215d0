namespace Vhe.MLNet.Generation;

/// <summary>The columns that take the place of a column of several images, and the shape of an image.</summary>
/// <param name="Image">The column of ink: a vector of height x width floats.</param>
/// <param name="Picture">The column of pictures, black on white.</param>
/// <param name="Height">Height in pixels.</param>
/// <param name="Width">Width in pixels.</param>
internal sealed record ExpandedColumns(string Image, string Picture, int Height, int Width)
{
    /// <summary>The size of an image.</summary>
    public int Length => Height * Width;
}
