namespace Vhe.Networks.Layers;

/// <summary>
/// A batch of images that is filled pixel by pixel in raster order, zero outside and ahead: the memory of a sampler that computes
/// each pixel of each layer once.
/// </summary>
internal sealed class RasterImage(long height, long width, Tensor empty)
{
    private readonly Tensor[] _pixels = Enumerable.Repeat(empty, (int)(height * width)).ToArray();

    /// <summary>The pixel [N, C] at a place, which may lie outside.</summary>
    public Tensor this[long row, long column]
    {
        get => row < 0 || column < 0 || column >= width ? empty : _pixels[(row * width) + column];
        set => _pixels[(row * width) + column] = value;
    }

    /// <summary>All places in raster order.</summary>
    public IEnumerable<(long Row, long Column)> Pixels()
        => Enumerable.Range(0, _pixels.Length).Select(i => (i / width, i % width));

    /// <summary>[N, C, H, W].</summary>
    public Tensor ToTensor() => stack(_pixels, 2).view(empty.shape[0], empty.shape[1], height, width);
}
