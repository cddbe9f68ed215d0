using Microsoft.ML.Transforms.Image;

namespace Vhe.MLNet.Images;

/// <summary>The vector of ink of an image file, its bytes, or an image: the part of <c>LoadGlyphs</c> that does the work.</summary>
internal sealed class GlyphFunction(GlyphSettings settings) : RowFunction
{
    public const string SavedName = "LoadGlyphs.v1";

    public GlyphSettings Settings => settings;

    public override string Name => SavedName;

    /// <summary>Whether the column holds images of a size that no row class declares: they come from a transform.</summary>
    /// <remarks>Not saved: a chain that is loaded knows what it reads.</remarks>
    public bool ReadsPixels { get; init; }

    public static GlyphFunction Read(ReadOnlyMemory<char> state)
    {
        var settings = SavedState<GlyphSettings>.Read(SavedName, state).Options;
        return settings is { Height: > 0, Width: > 0, CropMargin: >= 0 and <= GlyphSettings.MaxCropMargin }
            && settings.InkContrast is >= 0 and <= GlyphSettings.MaxInkContrast
            && Enum.IsDefined(settings.Polarity) && Enum.IsDefined(settings.Resize)
            && (long)settings.Height * settings.Width <= OutputRow.MaxLength
            && settings is { SourceHeight: >= 0, SourceWidth: >= 0 }
            && (long)settings.SourceHeight * settings.SourceWidth <= ImageDecoder.MaxPixels
            ? new(settings)
            : throw new InvalidDataException($"The saved {SavedName} is damaged: a setting is out of range.");
    }

    public override string ToState() => new SavedState<GlyphSettings>(settings).Write(SavedName);

    public override void CheckInput(DataViewSchema schema)
    {
        if (GlyphSource.Of(schema, settings.InputColumnName) != settings.Source)
        {
            throw InputColumn.WrongType(
                settings.InputColumnName,
                schema[settings.InputColumnName].Type.ToString()!,
                $"{settings.Source}, as when it was fitted");
        }
    }

    public override void AddTo(ChainBuilder chain)
    {
        var catalog = chain.Catalog;
        if (ReadsPixels)
        {
            chain.Add(
                catalog.ExtractPixels(
                    InputRow.First,
                    settings.InputColumnName,
                    ImagePixelExtractingEstimator.ColorBits.All,
                    GlyphReader.ExtractedOrder,
                    interleavePixelColors: true,
                    outputAsFloatArray: false),
                RowMappings.Bytes(catalog));
        }
        else
        {
            chain.Add(
                catalog.CopyColumns(InputRow.First, settings.InputColumnName),
                settings.Source switch
                {
                    { Images: true } => RowMappings.Picture(catalog),
                    { Bytes: true } => RowMappings.Bytes(catalog),
                    _ => RowMappings.Path(catalog),
                });
        }

        chain.Add(OutputColumns.Vector(catalog, settings.OutputColumnName, settings.Length));
    }

    public override void Map(ReadOnlyMemory<char> text, OutputRow output)
        => output.SetVector(GlyphReader.Read(text.ToString(), settings));

    public override void Map(in VBuffer<byte> bytes, OutputRow output)
        => output.SetVector(settings.Source.Images ? GlyphReader.Read(bytes, settings) : GlyphReader.ReadEncoded(bytes, settings));

    public override void Map(MLImage? picture, OutputRow output) => output.SetVector(GlyphReader.Read(picture, settings));
}
