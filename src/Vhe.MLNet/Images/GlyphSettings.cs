using System.Text.Json;
using System.Text.Json.Serialization;
using Vhe.MLNet.Persistence;

namespace Vhe.MLNet.Images;

/// <summary>What <c>LoadGlyphs</c> keeps in a saved model.</summary>
/// <param name="InputColumnName">The user's column of paths, bytes or images; named in errors.</param>
/// <param name="OutputColumnName">The column of vectors.</param>
/// <param name="Height">Height of the vector's image in pixels.</param>
/// <param name="Width">Width of the vector's image in pixels.</param>
/// <param name="Polarity">What is ink.</param>
/// <param name="CropToInk">Whether to crop to the ink first.</param>
/// <param name="CropMargin">Paper left around the ink, as a share of the longer side of the ink's box.</param>
/// <param name="InkContrast">How far ink is darkened; 0 leaves the image as it is.</param>
/// <param name="Resize">How to resize; a model saved before there was a choice has none, and takes the area average.</param>
internal sealed record GlyphSettings(
    string InputColumnName,
    string OutputColumnName,
    int Height,
    int Width,
    GlyphPolarity Polarity,
    bool CropToInk,
    double CropMargin,
    double InkContrast,
    GlyphResize Resize = GlyphResize.Box)
{
    /// <summary>The most that <see cref="CropMargin"/> may be.</summary>
    public const double MaxCropMargin = 10;

    /// <summary>The most that <see cref="InkContrast"/> may be.</summary>
    public const double MaxInkContrast = 100;

    /// <summary>What the input column holds.</summary>
    [JsonIgnore]
    public GlyphSource Source
    {
        get => new(ReadsImages, ReadsBytes, SourceHeight, SourceWidth);
        init => (ReadsImages, ReadsBytes, SourceHeight, SourceWidth) = (value.Images, value.Bytes, value.Height, value.Width);
    }

    /// <summary>Whether the input column holds images.</summary>
    public bool ReadsImages { get; init; }

    /// <summary>Whether the input column holds the bytes of image files; where neither, it holds paths.</summary>
    public bool ReadsBytes { get; init; }

    /// <summary>Height of the images in the input column where it is known, otherwise 0.</summary>
    public int SourceHeight { get; init; }

    /// <summary>Width of the images in the input column where it is known, otherwise 0.</summary>
    public int SourceWidth { get; init; }

    /// <summary>How many values an image has.</summary>
    public int Length => Height * Width;

    /// <summary>Reads what <see cref="ToState"/> wrote.</summary>
    /// <param name="state">The text.</param>
    /// <returns>The settings.</returns>
    /// <exception cref="InvalidDataException">The text is not such a state.</exception>
    public static GlyphSettings FromState(ReadOnlyMemory<char> state)
    {
        try
        {
            var settings = JsonSerializer.Deserialize<GlyphSettings>(state.Span);
            if (settings is { Height: > 0, Width: > 0, InputColumnName: not null, OutputColumnName: not null }
                && settings is { CropMargin: >= 0 and <= MaxCropMargin, InkContrast: >= 0 and <= MaxInkContrast }
                && Enum.IsDefined(settings.Polarity) && Enum.IsDefined(settings.Resize)
                && (long)settings.Height * settings.Width <= KnownSizeVector.MaxLength)
            {
                return settings;
            }
        }
        catch (JsonException e)
        {
            throw new InvalidDataException("The saved LoadGlyphs transform is damaged: its settings are not valid JSON.", e);
        }

        throw new InvalidDataException("The saved LoadGlyphs transform is damaged: its settings are incomplete.");
    }

    /// <summary>The settings as text for the model file.</summary>
    /// <returns>JSON.</returns>
    public string ToState() => JsonSerializer.Serialize(this);
}
