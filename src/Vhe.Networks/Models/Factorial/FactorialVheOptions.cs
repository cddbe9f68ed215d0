using Vhe.Networks.Distributions;

namespace Vhe.Networks.Models.Factorial;

/// <summary>The sizes of the factorial PixelCNN architecture (section 4.3).</summary>
public sealed record FactorialVheOptions
{
    /// <summary>The paper's sizes.</summary>
    public static FactorialVheOptions Paper { get; } = new();

    /// <summary>A small network that trains in minutes on a CPU, for demonstrations and tests.</summary>
    public static FactorialVheOptions Tiny { get; } = new() { PixelCnn = PixelCnnVheOptions.Tiny, StyleChannels = 16 };

    /// <summary>The sizes of what is as in the model without styles: the image, c, t and the decoder.</summary>
    public PixelCnnVheOptions PixelCnn { get; init; } = PixelCnnVheOptions.Paper;

    /// <summary>Channels of an image, 1 to 16.</summary>
    public int Channels { get; init; } = 3;

    /// <summary>Dimensions of the style s, 1 to 64.</summary>
    public int StyleDimensions { get; init; } = 6;

    /// <summary>Channels of q(s; D), 1 to 1024. The paper says only that it is a CNN; as many as q(t; x) has.</summary>
    public int StyleChannels { get; init; } = 32;

    /// <summary>Levels that each channel of a pixel has, 2 to 256. The paper does not say how its colors are modeled: with 16
    /// they are easily told apart, and what the model learns is not mostly the last digits of a color.</summary>
    public int Levels { get; init; } = 16;

    /// <summary>Components of a pixel's distribution (<see cref="DiscretizedLogistics"/>), 1 to 64: a few, for a pixel is paper,
    /// ink or the edge between.</summary>
    public int Components { get; init; } = 4;

    /// <summary>The shape of an image.</summary>
    internal ImageShape ImageShape => new(Channels, PixelCnn.Height, PixelCnn.Width);

    /// <summary>Checks every size.</summary>
    /// <exception cref="ArgumentException">The sizes of <see cref="PixelCnn"/> are missing.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size is outside its range; the message names it.</exception>
    internal void Validate()
    {
        if (PixelCnn is null)
        {
            throw new ArgumentException($"{nameof(PixelCnn)} is missing.");
        }

        PixelCnn.Validate();
        OptionRange.Check(nameof(Channels), Channels, 1, ImageShape.MaxChannels);
        OptionRange.Check(nameof(StyleDimensions), StyleDimensions, 1, 64);
        OptionRange.Check(nameof(StyleChannels), StyleChannels, 1, 1024);
        OptionRange.Check(nameof(Levels), Levels, 2, 256);
        OptionRange.Check(nameof(Components), Components, 1, 64);
    }
}
