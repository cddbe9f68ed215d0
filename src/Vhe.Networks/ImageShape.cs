using System.Runtime.InteropServices;

namespace Vhe.Networks;

/// <summary>
/// The shape of an image: channels, height and width. An image itself is a <c>float[]</c> of <see cref="Length"/> values in
/// row-major CHW order, 0 = paper, 1 = ink.
/// </summary>
/// <remarks><c>default(ImageShape)</c> is the empty shape; whatever takes a shape refuses it.</remarks>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ImageShape
{
    /// <summary>The most channels that an image may have.</summary>
    public const int MaxChannels = 16;

    /// <summary>
    /// The greatest height and width in pixels. With <see cref="MaxChannels"/> it keeps <see cref="Length"/> an int.
    /// </summary>
    public const int MaxSide = 8192;

    /// <summary>Creates a shape.</summary>
    /// <param name="channels">Channels, 1 to <see cref="MaxChannels"/>: 1 for gray.</param>
    /// <param name="height">Height in pixels, 1 to <see cref="MaxSide"/>.</param>
    /// <param name="width">Width in pixels, 1 to <see cref="MaxSide"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public ImageShape(int channels, int height, int width)
    {
        Channels = InRange(channels, MaxChannels, nameof(channels));
        Height = InRange(height, MaxSide, nameof(height));
        Width = InRange(width, MaxSide, nameof(width));
    }

    /// <summary>Channels: 1 for gray.</summary>
    public int Channels { get; }

    /// <summary>Height in pixels.</summary>
    public int Height { get; }

    /// <summary>Width in pixels.</summary>
    public int Width { get; }

    /// <summary>How many values an image of this shape has: channels x height x width.</summary>
    public int Length => Channels * Height * Width;

    /// <summary>Turns the log-likelihood, or its negative, of an image into a number that images of any size can share.</summary>
    /// <param name="nats">Nats an image.</param>
    /// <returns>Bits a pixel, all channels of the pixel together.</returns>
    /// <exception cref="InvalidOperationException">The shape is empty.</exception>
    public double BitsPerPixel(double nats) => Length > 0
        ? nats / (Math.Log(2) * Height * Width)
        : throw new InvalidOperationException("The image shape is empty.");

    /// <summary>Splits the shape into its numbers.</summary>
    /// <param name="channels">The channels.</param>
    /// <param name="height">The height in pixels.</param>
    /// <param name="width">The width in pixels.</param>
    public void Deconstruct(out int channels, out int height, out int width)
        => (channels, height, width) = (Channels, Height, Width);

    /// <summary>The shape as people write it: channels x height x width.</summary>
    /// <returns>For instance <c>1x28x28</c>.</returns>
    public override string ToString() => $"{Channels}x{Height}x{Width}";

    private static int InRange(int value, int max, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, max, name);
        return value;
    }
}
