namespace Vhe.Networks.Models;

/// <summary>Turns the PixelCNN architecture into the factorial one (section 4.3): a second latent variable s for the style of an
/// image, whatever its class, and pixels of several channels.</summary>
public sealed record StyleOptions
{
    /// <summary>The smaller style encoder that belongs to <see cref="PixelCnnVheOptions.Tiny"/>.</summary>
    public static StyleOptions Tiny { get; } = new() { StyleChannels = 16 };

    /// <summary>Channels of an image, 1 to 16.</summary>
    public int Channels { get; init; } = 3;

    /// <summary>Dimensions of the style s, 1 to 64.</summary>
    public int StyleDimensions { get; init; } = 6;

    /// <summary>Channels of the convolutions of q(s; D), 1 to 1024. The paper does not give them; as many as q(t; x) has.</summary>
    public int StyleChannels { get; init; } = 32;

    /// <summary>Levels of each channel of a pixel, 2 to 256. The paper does not say how it models colors; 16 levels are easily told
    /// apart, and keep the model from spending most of its capacity on the last digits of a color.</summary>
    public int Levels { get; init; } = 16;

    /// <summary>Components of a pixel's mixture of discretized logistics, 1 to 64.</summary>
    public int Components { get; init; } = 4;

    internal void Validate()
    {
        OptionRange.Check(nameof(Channels), Channels, 1, ImageShape.MaxChannels);
        OptionRange.Check(nameof(StyleDimensions), StyleDimensions, 1, 64);
        OptionRange.Check(nameof(StyleChannels), StyleChannels, 1, 1024);
        OptionRange.Check(nameof(Levels), Levels, 2, 256);
        OptionRange.Check(nameof(Components), Components, 1, 64);
    }
}
