using Vhe.Networks.Distributions;
using Vhe.Networks.Layers;
using Vhe.Networks.Models;
using Vhe.Networks;
using static TorchSharp.torch;

namespace PaperExperiments.Deconvolutional;

/// <summary>
/// p(x | latents) (Edwards and Storkey 2016, Appendix B): a linear layer makes a small map of all latents, and three times two
/// 3 x 3 convolutions and an upsampling make it an image of independent pixels: 4, 8, 16 cropped to 14, 28.
/// </summary>
internal sealed class DeconvolutionalDecoder : Decoder
{
    private const int Stages = 3;

    private readonly DeconvolutionalVheOptions _options;
    private readonly Linear _map;
    private readonly List<EluBlock> _convolutions = [];
    private readonly List<EluBlock> _upsamplings = [];
    private readonly Convolution _logits;

    /// <summary>Creates the decoder.</summary>
    public DeconvolutionalDecoder(long latents, DeconvolutionalVheOptions options, SeededGenerator noise)
        : base(nameof(DeconvolutionalDecoder))
    {
        _options = options;
        long input = 4 * options.Channels;
        _map = new Linear(latents, input * Coarse(options.Height) * Coarse(options.Width), noise);
        register_module("map", _map);
        for (var stage = 0; stage < Stages; stage++)
        {
            var channels = (4L * options.Channels) >> stage;
            Add(_convolutions, "convolution", new Convolution(input, channels, kernel: 3, padding: 1, noise), channels);
            Add(_convolutions, "convolution", new Convolution(channels, channels, kernel: 3, padding: 1, noise), channels);
            Add(_upsamplings, "upsampling", new Upsampling(channels, noise), channels);
            input = channels;
        }

        _logits = new Convolution(input, options.ImageShape.Channels, kernel: 1, padding: 0, noise);
        register_module("logits", _logits);

        void Add(List<EluBlock> blocks, string name, Layer layer, long channels)
        {
            blocks.Add(new EluBlock(layer, channels, noise));
            register_module($"{name}{blocks.Count}", blocks[^1]);
        }
    }

    public override Tensor LogLikelihood(Tensor x, IReadOnlyList<Tensor> latents) => Pixels(latents).LogProbability(x);

    public override Tensor Sample(IReadOnlyList<Tensor> latents, SeededGenerator noise, double temperature)
    {
        using var scope = NewDisposeScope();
        return Pixels(latents).Sample(noise, temperature).MoveToOuterDisposeScope();
    }

    /// <summary>The independent pixels of N images.</summary>
    private Bernoulli Pixels(IReadOnlyList<Tensor> latents)
    {
        var maps = _map.call(cat(latents.ToArray(), 1))
            .view(-1, 4 * _options.Channels, Coarse(_options.Height), Coarse(_options.Width));
        for (var stage = 0; stage < Stages; stage++)
        {
            maps = _convolutions[(2 * stage) + 1].call(_convolutions[2 * stage].call(maps));
            if (stage == Stages - 1)
                maps = Center(Center(maps, 2, _options.Height / 2), 3, _options.Width / 2);

            maps = _upsamplings[stage].call(maps);
        }

        return new Bernoulli(_logits.call(maps));
    }

    private static Tensor Center(Tensor maps, long dimension, long size)
        => maps.narrow(dimension, (maps.shape[dimension] - size) / 2, size);

    /// <summary>The side of the map that three doublings make at least as large as the image.</summary>
    private static long Coarse(long side) => (side + (1 << Stages) - 1) >> Stages;
}
