using System.Text.Json.Serialization;

namespace Vhe.MLNet.Images;

/// <summary>
/// What <c>LoadGlyphs</c> keeps in a saved model: its options and what its input column holds.
/// </summary>
internal sealed record GlyphSettings(
    string InputColumnName,
    string OutputColumnName,
    int Height,
    int Width,
    GlyphPolarity Polarity,
    bool CropToInk,
    double CropMargin,
    double InkContrast,
    GlyphResize Resize)
{
    /// <summary>The longest side of the vector's image in pixels; its square is within <see cref="OutputRow.MaxLength"/>.</summary>
    public const int MaxSide = 511;

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

    /// <summary>Checks and takes the options of the user.</summary>
    /// <exception cref="ArgumentException">A column name is empty, or an option is out of range.</exception>
    public static GlyphSettings From(GlyphPreprocessingEstimator.Options options)
    {
        ArgumentNullException.ThrowIfNull(options);
        OptionRange.Check(nameof(options.Height), options.Height, 1, MaxSide);
        OptionRange.Check(nameof(options.Width), options.Width, 1, MaxSide);
        OptionRange.Check(nameof(options.CropMargin), options.CropMargin, 0, MaxCropMargin);
        OptionRange.Check(nameof(options.InkContrast), options.InkContrast, 0, MaxInkContrast);
        OptionRange.CheckDefined(nameof(options.Polarity), options.Polarity);
        OptionRange.CheckDefined(nameof(options.Resize), options.Resize);
        return new GlyphSettings(
            InputColumn.CheckName(options.InputColumnName, nameof(options.InputColumnName)),
            InputColumn.CheckName(options.OutputColumnName, nameof(options.OutputColumnName)),
            options.Height,
            options.Width,
            options.Polarity,
            options.CropToInk,
            options.CropMargin,
            options.InkContrast,
            options.Resize);
    }
}
