using Vhe.Networks;
using Vhe.Networks.Distributions;
using Vhe.Networks.Layers;
using static TorchSharp.torch;

namespace PaperExperiments.Deconvolutional;

/// <summary>
/// The convolutional encoder that every inference network of a model shares (Edwards and Storkey 2016, Appendix B): three times
/// two 3 x 3 convolutions and a third of stride 2, with twice the channels each time. 28 x 28 shrinks to 14, 7, 4.
/// </summary>
internal sealed class ImageEncoder : Layer
{
    private readonly List<EluBlock> _blocks = [];

    /// <summary>Creates the encoder.</summary>
    public ImageEncoder(DeconvolutionalVheOptions options, SeededGenerator noise)
        : base(nameof(ImageEncoder))
    {
        long input = options.ImageShape.Channels, height = options.Height, width = options.Width;
        foreach (var channels in (long[])[options.Channels, 2 * options.Channels, 4 * options.Channels])
        {
            Add(input, channels, stride: 1);
            Add(channels, channels, stride: 1);
            Add(channels, channels, stride: 2);
            (input, height, width) = (channels, (height + 1) / 2, (width + 1) / 2);
        }

        Features = input * height * width;

        void Add(long from, long to, long stride)
        {
            var block = new EluBlock(new Convolution(from, to, kernel: 3, padding: 1, noise, stride: stride), to, noise);
            _blocks.Add(block);
            register_module($"block{_blocks.Count}", block);
        }
    }

    /// <summary>How many numbers it gives for an image: 256 x 4 x 4 in the paper.</summary>
    public long Features { get; }

    /// <summary>[B, C, H, W] to [B, <see cref="Features"/>].</summary>
    public override Tensor forward(Tensor input) => _blocks.Aggregate(input, (maps, block) => block.call(maps)).flatten(1);
}
