using System.Runtime.InteropServices;
using Vhe.MLNet.Images;

namespace Vhe.MLNet;

/// <summary>
/// An image for a few-shot service: a file, its bytes, an image in memory, or a vector of ink of the model's size. The call that
/// it is passed to reads and checks it.
/// </summary>
/// <remarks>It refers to what it was made from: do not change the array or dispose the image before that call ends.</remarks>
[StructLayout(LayoutKind.Auto)]
public readonly struct GlyphInput
{
    // A string (path), byte[] (encoded), MLImage or float[] (ink); null in default(GlyphInput).
    private readonly object? _source;

    private GlyphInput(object source, string parameter)
    {
        ArgumentNullException.ThrowIfNull(source, parameter);
        _source = source;
    }

    /// <summary>A file.</summary>
    /// <param name="path">The path of a PNG, JPEG, GIF or BMP file of at most 16 megapixels.</param>
    /// <returns>The input.</returns>
    public static GlyphInput FromFile(string path) => new(path, nameof(path));

    /// <summary>The bytes of a file.</summary>
    /// <param name="bytes">A whole PNG, JPEG, GIF or BMP file.</param>
    /// <returns>The input.</returns>
    public static GlyphInput FromBytes(byte[] bytes) => new(bytes, nameof(bytes));

    /// <summary>A file as a stream, for instance an upload. It is read to its end at once and left open.</summary>
    /// <param name="stream">The stream of a PNG, JPEG, GIF or BMP file.</param>
    /// <returns>The input.</returns>
    /// <exception cref="InvalidDataException">The stream is too long for an image of 16 megapixels.</exception>
    public static GlyphInput FromStream(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return FromBytes(GlyphReader.ReadBytes(stream));
    }

    /// <summary>An image in memory.</summary>
    /// <param name="image">An image of at most 16 megapixels, which the caller disposes.</param>
    /// <returns>The input.</returns>
    public static GlyphInput FromImage(MLImage image) => new(image, nameof(image));

    /// <summary>A vector of ink, used as it is: not resized, and its ink not darkened.</summary>
    /// <param name="ink">The model's height x width values in [0, 1], row by row, ink = 1.</param>
    /// <returns>The input.</returns>
    public static GlyphInput FromVector(float[] ink) => new(ink, nameof(ink));

    /// <summary>Renders the image as a new vector of the model's size.</summary>
    /// <exception cref="ArgumentException">There is no image, or a vector is of another size or not in [0, 1].</exception>
    /// <exception cref="InvalidDataException">The image cannot be read; the message names the file.</exception>
    internal float[] Render(GlyphSettings settings)
    {
        switch (_source)
        {
            case float[] ink:
                return ImageColumn.Problem(new VBuffer<float>(ink.Length, ink), settings.Length) is { } problem
                    ? throw new ArgumentException($"The image {problem}")
                    : [.. ink];
            case string path:
                return GlyphReader.Named($"Image '{path}'", () => GlyphReader.Render(GlyphReader.ReadBytes(path), settings));
            case byte[] bytes:
                return GlyphReader.Named("The encoded image", () => GlyphReader.Render(bytes, settings));
            case MLImage image:
                return GlyphReader.Named("The image", () => GlyphReader.Render(image, settings));
            default:
                throw new ArgumentException(
                    "There is no image: create one by GlyphInput.FromFile, FromBytes, FromStream, FromImage or FromVector.");
        }
    }
}
