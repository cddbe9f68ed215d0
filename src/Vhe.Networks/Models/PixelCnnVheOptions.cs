using System.Text.Json.Serialization;

namespace Vhe.Networks.Models;

/// <summary>The sizes of the hierarchical PixelCNN architecture (section 6.4.3).</summary>
public sealed record PixelCnnVheOptions
{
    /// <summary>The paper's sizes: 348,301 parameters.</summary>
    public static PixelCnnVheOptions Paper { get; } = new();

    /// <summary>A small network that trains in a minute or two on a CPU, for demonstrations and tests.</summary>
    public static PixelCnnVheOptions Tiny { get; } = new()
    {
        TemplateChannels = 4,
        TemplateKernel = 3,
        HiddenChannels = 16,
        DecoderLayers = 3,
        PriorChannels = 16,
    };

    /// <summary>Height of an image, in pixels, 8 to 256.</summary>
    public int Height { get; init; } = 28;

    /// <summary>Width of an image, in pixels, 8 to 256.</summary>
    public int Width { get; init; } = 28;

    /// <summary>Channels of the class template c, 1 to 256.</summary>
    public int TemplateChannels { get; init; } = 8;

    /// <summary>Height and width of the one convolution of q(c; D), 1 to 256.</summary>
    public int TemplateKernel { get; init; } = 28;

    /// <summary>Dimensions of the transformation t, 1 to 1024.</summary>
    public int TransformDimensions { get; init; } = 16;

    /// <summary>Channels of the decoder's convolutions and of its PixelCNN, 1 to 1024.</summary>
    public int HiddenChannels { get; init; } = 64;

    /// <summary>How many convolutions stand between the moved template and the PixelCNN, 1 to 32.</summary>
    public int DecoderLayers { get; init; } = 5;

    /// <summary>Channels of the PixelCNN prior p(c), 1 to 1024.</summary>
    public int PriorChannels { get; init; } = 64;

    /// <summary>Channels of the spatial transformer's localization network, 1 to 1024.</summary>
    public int LocalizationChannels { get; init; } = 16;

    /// <summary>Channels of q(t; x), 1 to 1024.</summary>
    public int TransformChannels { get; init; } = 32;

    /// <summary>The style latent variable of the factorial model (section 4.3); null for the model without styles, of one channel.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public StyleOptions? Style { get; init; }

    internal ImageShape ImageShape => new(Style?.Channels ?? 1, Height, Width);

    internal void Validate()
    {
        OptionRange.Check(nameof(Height), Height, 8, 256);
        OptionRange.Check(nameof(Width), Width, 8, 256);
        OptionRange.Check(nameof(TemplateChannels), TemplateChannels, 1, 256);
        OptionRange.Check(nameof(TemplateKernel), TemplateKernel, 1, 256);
        OptionRange.Check(nameof(TransformDimensions), TransformDimensions, 1, 1024);
        OptionRange.Check(nameof(HiddenChannels), HiddenChannels, 1, 1024);
        OptionRange.Check(nameof(DecoderLayers), DecoderLayers, 1, 32);
        OptionRange.Check(nameof(PriorChannels), PriorChannels, 1, 1024);
        OptionRange.Check(nameof(LocalizationChannels), LocalizationChannels, 1, 1024);
        OptionRange.Check(nameof(TransformChannels), TransformChannels, 1, 1024);
        Style?.Validate();
    }
}
