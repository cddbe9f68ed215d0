namespace Vhe.MLNet.Generation;

/// <summary>Several new images, one after the other, from what the row gives: see <see cref="Source"/>.</summary>
internal sealed class GenerationFunction : RowFunction
{
    public const string SavedName = "Generator.v1";

    private const int MaxCount = 64;
    private const double MinTemperature = 0.01;
    private const double MaxTemperature = 100;

    private readonly Dictionary<string, IReadOnlyList<float[]>> _byClass;

    /// <exception cref="ArgumentException">A setting is out of range.</exception>
    public GenerationFunction(State state, VheModel model, GroupedImages? examples = null)
    {
        OptionRange.Check(nameof(state.Count), state.Count, 1, MaxCount);
        OptionRange.Check(nameof(state.Temperature), state.Temperature, MinTemperature, MaxTemperature);
        (Settings, Model, Examples) = (state, model, examples);
        OptionRange.CheckDefined(nameof(state.DrawnFrom), state.DrawnFrom);
        OptionRange.CheckDefined(nameof(state.InputKind), state.InputKind);
        if ((state.DrawnFrom == Source.Style) != (state.Style is not null))
            throw new ArgumentException("A column of styles is read to transfer a style, and only then.");

        if ((state.DrawnFrom == Source.Style) != (model.Options.Style is not null))
        {
            throw new ArgumentException(model.Options.Style is null
                ? $"The model has no style: its {nameof(model.Options)}.{nameof(model.Options.Style)} is null."
                : "The model has a style for each image; it is for TransferStyle.");
        }

        if (Length > OutputRow.MaxLength)
        {
            throw new ArgumentException(
                $"{nameof(state.Count)} = {state.Count} images of {model.ImageShape} make a column of {Length} values; it holds at "
                + $"most {OutputRow.MaxLength}.");
        }

        _byClass = examples?.Classes.ToDictionary(item => item.Name, item => item.Images, StringComparer.Ordinal) ?? [];
    }

    public State Settings { get; }

    public VheModel Model { get; }

    public GroupedImages? Examples { get; }

    public override string Name => SavedName;

    public int Length => Settings.Count * Model.ImageShape.Length;

    public static GenerationFunction Read(ReadOnlyMemory<char> state)
    {
        var saved = SavedState<State>.Read(SavedName, state);
        try
        {
            return new(
                saved.Options, saved.RequiredModel, saved.Options.DrawnFrom == Source.Class ? saved.RequiredExamples : null);
        }
        catch (ArgumentException e)
        {
            throw new InvalidDataException($"The saved {SavedName} is damaged: {e.Message}", e);
        }
    }

    public override string ToState() => new SavedState<State>(Settings, Model, Examples).Write(SavedName);

    public override void CheckInput(DataViewSchema schema)
    {
        if (Settings.DrawnFrom is Source.Class or Source.Name)
        {
            TextColumn.Require(schema, Settings.Input, Settings.InputKind);
            return;
        }

        InputColumn.RequireImages(schema, Settings.Input, Model.ImageShape.Length);
        if (Settings.Style is not null)
            InputColumn.RequireImages(schema, Settings.Style, Model.ImageShape.Length);
    }

    public override void AddTo(ChainBuilder chain)
    {
        var catalog = chain.Catalog;
        if (Settings.DrawnFrom is Source.Class or Source.Name)
        {
            TextColumn.Add(chain, InputRow.First, Settings.Input, Settings.InputKind);
            chain.Add(RowMappings.Text(catalog));
        }
        else if (Settings.Style is { } style)
        {
            chain.Add(catalog.CopyColumns(InputRow.First, Settings.Input), catalog.CopyColumns(InputRow.Second, style));
            chain.Add(RowMappings.TwoImages(catalog));
        }
        else
        {
            chain.Add(catalog.CopyColumns(InputRow.First, Settings.Input), RowMappings.Image(catalog));
        }

        chain.Add(OutputColumns.Vector(catalog, Settings.Output, Length));
    }

    public override void Map(in VBuffer<float> image, OutputRow output)
    {
        var ink = Ink(image, Settings.Input);
        var seed = RowSeed.Of(Settings.Seed, ink);
        Set(output, ImageGenerator.Generate(Model, [ink], Settings.Count, seed, Settings.Temperature));
    }

    public override void Map(in VBuffer<float> first, in VBuffer<float> second, OutputRow output)
    {
        var (content, style) = (Ink(first, Settings.Input), Ink(second, Settings.Style!));
        var seed = RowSeed.Of(Settings.Seed, [.. content, .. style]);
        Set(output, StyleTransfer.Draw(Model, [content], [style], Settings.Count, seed, Settings.Temperature));
    }

    public override void Map(ReadOnlyMemory<char> text, OutputRow output)
    {
        var seed = RowSeed.Of(Settings.Seed, text.Span);
        Set(output, Settings.DrawnFrom == Source.Name
            ? ImageGenerator.GenerateNewClass(Model, Settings.Count, seed, Settings.Temperature)
            : _byClass.TryGetValue(text.ToString(), out var examples)
                ? ImageGenerator.Generate(Model, examples, Settings.Count, seed, Settings.Temperature)
                : throw ClassReader.UnknownClass(Settings.Input, text.ToString(), _byClass.Keys));
    }

    private float[] Ink(in VBuffer<float> image, string column) => ImageColumn.Read(image, Model.ImageShape.Length, column);

    private static void Set(OutputRow output, float[][] images) => output.SetVector(images.SelectMany(image => image).ToArray());

    /// <param name="DrawnFrom">What the images are drawn from.</param>
    /// <param name="Input">The user's column of images, classes or names.</param>
    /// <param name="InputKind">How a column of classes or names becomes text.</param>
    /// <param name="Style">The user's column of images in the wanted style; null where there is none.</param>
    /// <param name="Output">The user's column of generated images.</param>
    /// <param name="Count">How many images a row.</param>
    /// <param name="Temperature">Divides the logits of every pixel.</param>
    /// <param name="Seed">Seeds the noise, together with the row's content.</param>
    internal sealed record State(
        Source DrawnFrom,
        string Input,
        TextKind InputKind,
        string? Style,
        string Output,
        int Count,
        double Temperature,
        long Seed);

    /// <summary>What generated images are drawn from.</summary>
    internal enum Source
    {
        /// <summary>The row's own image, an example of its class: c from q(c; x).</summary>
        Image,

        /// <summary>The examples of the row's class: c from q(c; D).</summary>
        Class,

        /// <summary>A name, which seeds a new class: c from p(c).</summary>
        Name,

        /// <summary>The row's image as content and another in the wanted style (section 4.3).</summary>
        Style,
    }
}
