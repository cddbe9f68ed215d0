using static TorchSharp.torch;

namespace Vhe.Networks.Layers;

/// <summary>A masked convolution applied to one pixel at a time: only its live taps, gathered into one matrix product.</summary>
/// <param name="layer">The convolution.</param>
internal sealed class PixelMap(MaskedConvolution layer)
{
    private readonly IReadOnlyList<(int Row, int Column)> _taps = layer.Taps;
    private readonly Tensor _weight = layer.TapWeight();
    private readonly Tensor _bias = layer.Bias;

    /// <summary>The convolution's output at one place.</summary>
    /// <returns>[N, output].</returns>
    public Tensor At(RasterImage image, long row, long column)
    {
        var seen = new Tensor[_taps.Count];
        for (var i = 0; i < seen.Length; i++)
        {
            seen[i] = image[row + _taps[i].Row, column + _taps[i].Column];
        }

        return _bias.addmm(cat(seen, 1), _weight);
    }
}
