using System.Runtime.InteropServices;
using Microsoft.ML.Data;
using Vhe.MLNet.Columns;
using Vhe.MLNet.Images;

namespace Vhe.MLNet;

/// <summary>
/// An image as it comes: the path of a file, the bytes of a file, an image in memory, or a vector of ink that is of the model's
/// size already. It is read, and checked, by the call that it is given to.
/// </summary>
/// <remarks>Nothing is copied before then: do not change the array, and do not dispose the image.</remarks>
[StructLayout(LayoutKind.Auto)]
public readonly struct GlyphInput
{
    // A string (path), byte[] (encoded), MLImage or float[] (ink); null in default(GlyphInput).
    private readonly object? _source;

    private GlyphInput(object source, string name)
    {
        ArgumentNullException.ThrowIfNull(source, name);
        _source = source;
    }

    /// <summary>A file: PNG, JPEG, GIF or BMP of at most 16 megapixels.</summary>
    /// <param name="path">Its path.</param>
    public static implicit operator GlyphInput(string path) => FromFile(path);

    /// <summary>The bytes of such a file.</summary>
    /// <param name="bytes">The whole file.</param>
    public static implicit operator GlyphInput(byte[] bytes) => FromBytes(bytes);

    /// <summary>An image in memory.</summary>
    /// <param name="image">The image.</param>
    public static implicit operator GlyphInput(MLImage image) => FromImage(image);

    /// <summary>A vector of ink.</summary>
    /// <param name="ink">The model's height x width values in [0, 1], row by row, ink = 1.</param>
    public static implicit operator GlyphInput(float[] ink) => FromVector(ink);

    /// <summary>A file.</summary>
    /// <param name="path">The path of a PNG, JPEG, GIF or BMP file of at most 16 megapixels.</param>
    /// <returns>The input.</returns>
    public static GlyphInput FromFile(string path) => new(path, nameof(path));

    /// <summary>The bytes of a file, for instance of an upload.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <returns>The input.</returns>
    public static GlyphInput FromBytes(byte[] bytes) => new(bytes, nameof(bytes));

    /// <summary>A file as a stream, which is read to its end at once and left open.</summary>
    /// <param name="stream">The stream.</param>
    /// <returns>The input.</returns>
    /// <exception cref="InvalidDataException">The stream is too long for an image of 16 megapixels.</exception>
    public static GlyphInput FromStream(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return new(GlyphReader.ReadBytes(stream), nameof(stream));
    }

    /// <summary>An image in memory.</summary>
    /// <param name="image">The image, of any size up to 16 megapixels, which the caller keeps and disposes.</param>
    /// <returns>The input.</returns>
    public static GlyphInput FromImage(MLImage image) => new(image, nameof(image));

    /// <summary>A vector of ink, taken as it is: neither resized nor darkened.</summary>
    /// <param name="ink">The model's height x width values in [0, 1], row by row, ink = 1.</param>
    /// <returns>The input.</returns>
    public static GlyphInput FromVector(float[] ink) => new(ink, nameof(ink));

    /// <summary>The vector of ink.</summary>
    /// <param name="settings">The model's size, and how to render.</param>
    /// <returns>A new array.</returns>
    /// <exception cref="ArgumentException">There is no image, or a vector is of another size or not in [0, 1].</exception>
    /// <exception cref="InvalidDataException">The image cannot be read; the message names the file.</exception>
    internal float[] Render(GlyphSettings settings)
    {
        switch (_source)
        {
            case float[] ink:
                return ImageReader.Problem(new VBuffer<float>(ink.Length, ink), settings.Length) is { } problem
                    ? throw new ArgumentException($"The image {problem}")
                    : [.. ink];
            case string path:
                return Named($"Image '{path}'", () => GlyphReader.Render(GlyphReader.ReadBytes(path), settings));
            case byte[] bytes:
                return Named("The encoded image", () => GlyphReader.Render(bytes, settings));
            case MLImage image:
                return Named("The image", () =>
                {
                    ImageHeader.CheckSize(image.Width, image.Height);
                    return GlyphRenderer.Render(image, settings);
                });
            default:
                throw new ArgumentException(
                    "There is no image: make one by GlyphInput.FromFile, FromBytes, FromImage or FromVector.");
        }
    }

    private static float[] Named(string what, Func<float[]> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (
            e is InvalidDataException or IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new InvalidDataException($"{what}: {e.Message}", e);
        }
    }
}
