using Vhe.Networks.Distributions;

namespace Vhe.Networks.Layers;

/// <summary>
/// A gated PixelCNN (Oord et al. 2016) of two masked layers over an image, conditioned on features of every pixel
/// (section 6.4.3, p(x | c, t)): h1 = gate(A(x) + V1 y), h2 = gate(B(h1) + V2 y), output = w . ReLU(h2):
/// the parameters of the pixel's distribution, of a binary image the logit of ink.
/// </summary>
internal sealed class GatedPixelCnn : nn.Module<Tensor, Tensor, Tensor>
{
    /// <summary>Creates a gated PixelCNN.</summary>
    public GatedPixelCnn(long channels, long features, long hidden, SeededGenerator noise, long? parameters = null)
        : base(nameof(GatedPixelCnn))
    {
        Past = new MaskedConvolution(channels, 2 * hidden, seesCenter: false, noise);
        Hidden = new MaskedConvolution(hidden, 2 * hidden, seesCenter: true, noise);
        Condition1 = Conditioning();
        Condition2 = Conditioning();
        Output = new Convolution(hidden, parameters ?? channels, kernel: 1, padding: 0, noise);
        register_module("past", Past);
        register_module("hidden", Hidden);
        register_module("condition1", Condition1);
        register_module("condition2", Condition2);
        register_module("output", Output);

        Convolution Conditioning()
        {
            var map = new Convolution(features, 2 * hidden, kernel: 1, padding: 0, noise, bias: false);
            Initial.Change(map.Weight, w => w.copy_(noise.Normal(w.shape).Times(0.5 / Math.Sqrt(features))));
            return map;
        }
    }

    /// <summary>Mask A: the pixels before the current one.</summary>
    public MaskedConvolution Past { get; }

    /// <summary>Mask B over the first layer.</summary>
    public MaskedConvolution Hidden { get; }

    /// <summary>V1.</summary>
    public Convolution Condition1 { get; }

    /// <summary>V2.</summary>
    public Convolution Condition2 { get; }

    /// <summary>From the second layer to the parameters of the pixel's distribution.</summary>
    public Convolution Output { get; }

    /// <summary>tanh(first half of the channels) * sigmoid(second half).</summary>
    public static Tensor Gate(Tensor activations)
    {
        var halves = activations.chunk(2, 1);
        return halves[0].tanh() * halves[1].sigmoid();
    }

    /// <summary>The parameters of the distributions of all pixels, each given the pixels before it.</summary>
    public override Tensor forward(Tensor image, Tensor features)
    {
        var first = Gate(Past.call(image.to(features.dtype)).Plus(Condition1.call(features)));
        var second = Gate(Hidden.call(first).Plus(Condition2.call(features)));
        return Output.call(nn.functional.relu(second)).to(float32);
    }

    /// <summary>Draws one binary image [N, C, H, W] for each row of features [N, features, H, W], float32: a pixel is ink where its
    /// number of [H * W, N, C], in [0, 1), lies below the probability of ink. The temperature divides the logits.</summary>
    public Tensor Sample(Tensor features, Tensor uniforms, double temperature)
        => Sample(features, uniforms, (logits, u) => u.lt(logits.DividedBy(temperature).sigmoid()).to(float32));

    /// <summary>
    /// Draws images in raster order. The first layer sees only earlier pixels, so each of its pixels is computed once; a pixel of the
    /// image costs two small matrix products instead of a whole forward pass.
    /// </summary>
    public Tensor Sample(Tensor features, Tensor uniforms, Func<Tensor, Tensor, Tensor> draw)
    {
        using var scope = NewDisposeScope();
        var (count, height, width) = (features.shape[0], features.shape[2], features.shape[3]);
        var condition1 = PerPixel(Condition1.call(features));
        var condition2 = PerPixel(Condition2.call(features));
        var (past, hidden) = (Past.PerPixel(), Hidden.PerPixel());
        var (output, bias) = (Output.Weight.flatten(1).t().contiguous(), Output.Bias!);

        var image = new RasterImage(height, width, zeros(count, Past.Weight.shape[1], device: features.device));
        var first = new RasterImage(height, width, zeros(count, output.shape[0], device: features.device));
        var index = 0;
        foreach (var (row, column) in image.Pixels())
        {
            using var pixel = NewDisposeScope();
            first[row, column] = Gate(past(image, row, column).Plus(condition1[index]))
                .MoveToOuterDisposeScope();
            var second = Gate(hidden(first, row, column).Plus(condition2[index]));
            var parameters = bias.addmm(nn.functional.relu(second), output);
            image[row, column] = draw(parameters, uniforms[index]).MoveToOuterDisposeScope();
            index++;
        }

        return image.ToTensor().MoveToOuterDisposeScope();
    }

    /// <summary>[N, C, H, W] to [N, C] for each pixel in raster order.</summary>
    private static Tensor[] PerPixel(Tensor maps) => [.. maps.flatten(2).permute(2, 0, 1).contiguous().unbind(0)];

    /// <summary>Does nothing: the parts are registered by name, and TorchSharp would add every field a second time.</summary>
    protected override void RegisterComponents()
    {
    }
}
