using Vhe.Networks.Distributions;
using Vhe.Networks.Layers;

namespace Vhe.Networks.Models;

/// <summary>
/// p(c): a PixelCNN over the class template, with two masked layers and a Gaussian for the channels of every pixel
/// (section 6.4.3).
/// </summary>
internal sealed class PixelCnnPrior : Prior
{
    private const double MaximumLogVariance = 8;

    private readonly MaskedConvolution _past;
    private readonly MaskedConvolution _hidden;
    private readonly Convolution _output;
    private readonly Compute _compute;
    private readonly long _height;
    private readonly long _width;

    /// <summary>Creates the prior.</summary>
    public PixelCnnPrior(long channels, long height, long width, long hidden, Compute compute, SeededGenerator noise)
        : base(nameof(PixelCnnPrior))
    {
        _compute = compute;
        (_height, _width) = (height, width);
        _past = new MaskedConvolution(channels, hidden, seesCenter: false, noise);
        _hidden = new MaskedConvolution(hidden, hidden, seesCenter: true, noise);
        _output = new Convolution(hidden, 2 * channels, kernel: 1, padding: 0, noise);

        // Close to N(0, I) at the start, so that q is not pushed anywhere before p has learned.
        Initial.Change(_output.Weight, w => w.TimesInPlace(0.1));
        Initial.Change(_output.Bias!, b => b.zero_());
        register_module("past", _past);
        register_module("hidden", _hidden);
        register_module("output", _output);
    }

    public override DiagonalGaussian Given(Tensor value, IReadOnlyList<Tensor> parents)
    {
        var first = nn.functional.relu(_past.call(value.to(_compute.Type)));
        var second = nn.functional.relu(_hidden.call(first));
        return Parameters(_output.call(second).to(float32));
    }

    public override Tensor Sample(long count, IReadOnlyList<Tensor> parents, SeededGenerator noise)
    {
        using var scope = NewDisposeScope();
        var template = new RasterImage(_height, _width, zeros(count, _past.Weight.shape[1], device: noise.Device));
        var first = new RasterImage(_height, _width, zeros(count, _past.Weight.shape[0], device: noise.Device));
        var (past, hidden) = (_past.PerPixel(), _hidden.PerPixel());
        var (output, bias) = (_output.Weight.flatten(1).t().contiguous(), _output.Bias!);
        foreach (var (row, column) in template.Pixels())
        {
            using var pixel = NewDisposeScope();
            first[row, column] = nn.functional.relu(past(template, row, column)).MoveToOuterDisposeScope();
            var second = nn.functional.relu(hidden(first, row, column));
            var conditional = Parameters(bias.addmm(second, output));
            template[row, column] = conditional.Sample(noise).MoveToOuterDisposeScope();
        }

        return template.ToTensor().MoveToOuterDisposeScope();
    }

    private static DiagonalGaussian Parameters(Tensor output)
    {
        var halves = output.chunk(2, 1);
        return new DiagonalGaussian(halves[0], halves[1].ClampedTo(-MaximumLogVariance, MaximumLogVariance));
    }
}
