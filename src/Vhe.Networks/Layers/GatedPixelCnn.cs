using Vhe.Networks.Distributions;
using static TorchSharp.torch;

namespace Vhe.Networks.Layers;

/// <summary>
/// A gated PixelCNN (Oord et al. 2016) of two masked layers over an image, conditioned on features of every pixel
/// (section 6.4.3, p(x | c, t)): h1 = gate(A(x) + V1 y), h2 = gate(B(h1) + V2 y), output = w . ReLU(h2):
/// the parameters of the pixel's distribution, of a binary image the logit of ink.
/// </summary>
internal sealed class GatedPixelCnn : nn.Module<Tensor, Tensor, Tensor>
{
    /// <summary>Creates a gated PixelCNN.</summary>
    /// <param name="channels">Channels of the image.</param>
    /// <param name="features">Channels of the conditioning features.</param>
    /// <param name="hidden">Channels of each layer after its gate.</param>
    /// <param name="noise">Where the starting values come from.</param>
    /// <param name="parameters">How many numbers parametrize the distribution of a pixel; one for each channel when null.</param>
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
    /// <param name="activations">[B, 2h, ...].</param>
    /// <returns>[B, h, ...].</returns>
    public static Tensor Gate(Tensor activations)
    {
        var halves = activations.chunk(2, 1);
        return halves[0].tanh() * halves[1].sigmoid();
    }

    /// <summary>The parameters of the distributions of all pixels, each given the pixels before it.</summary>
    /// <param name="image">[B, C, H, W]: x.</param>
    /// <param name="features">[B, features, H, W]: y, in the type to compute in.</param>
    /// <returns>[B, parameters, H, W], float32.</returns>
    public override Tensor forward(Tensor image, Tensor features)
    {
        var first = Gate(Past.call(image.to(features.dtype)).Plus(Condition1.call(features)));
        var second = Gate(Hidden.call(first).Plus(Condition2.call(features)));
        return Output.call(nn.functional.relu(second)).to(float32);
    }

    /// <summary>Does nothing: the parts are registered by name, and TorchSharp would add every field a second time.</summary>
    protected override void RegisterComponents()
    {
    }
}
