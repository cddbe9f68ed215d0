namespace Vhe.MLNet.Likelihood;

/// <summary>The log-likelihood of an image, alone or given the examples of its class, its bits per pixel and its rank among the
/// reference images.</summary>
internal sealed class LikelihoodFunction(
    LikelihoodFunction.State state, VheModel model, GroupedImages? examples, float[] reference) : RowFunction
{
    public const string SavedName = "LikelihoodScorer.v1";

    private readonly ImageScorer _scorer = new(model, state.Options, state.Columns.Label, examples);

    public Columns Settings => state.Columns;

    public LikelihoodOptions Options => state.Options;

    public VheModel Model => model;

    public GroupedImages? Examples => examples;

    /// <summary>The log-likelihoods of the reference images, ascending.</summary>
    public IReadOnlyList<float> Reference => reference.AsReadOnly();

    public override string Name => SavedName;

    public static LikelihoodFunction Read(ReadOnlyMemory<char> text)
    {
        var saved = SavedState<State>.Read(SavedName, text);
        var hasLabel = saved.Options.Columns.Label is not null;
        try
        {
            OptionRange.CheckDefined(nameof(saved.Options.LabelKind), saved.Options.LabelKind);
            return saved.Numbers is { Length: > 0 }
                ? new(saved.Options, saved.RequiredModel, hasLabel ? saved.RequiredExamples : null, saved.Numbers)
                : throw new InvalidDataException($"The saved {SavedName} is damaged: the reference values are missing.");
        }
        catch (ArgumentException e)
        {
            throw new InvalidDataException($"The saved {SavedName} is damaged: {e.Message}", e);
        }
    }

    public static IEnumerable<IEstimator<ITransformer>> Outputs(TransformsCatalog catalog, Columns columns)
        =>
        [
            OutputColumns.Copy(catalog, columns.LogLikelihood, nameof(OutputRow.VheNumber0)),
            OutputColumns.Copy(catalog, columns.BitsPerPixel, nameof(OutputRow.VheNumber1)),
            OutputColumns.Copy(catalog, columns.Typicality, nameof(OutputRow.VheNumber2)),
        ];

    public override string ToState() => new SavedState<State>(state, model, examples, reference).Write(SavedName);

    public override void CheckInput(DataViewSchema schema)
    {
        InputColumn.RequireImages(schema, state.Columns.Image, model.ImageShape.Length);
        if (state.Columns.Label is { } label)
            TextColumn.Require(schema, label, state.LabelKind);
    }

    public override void AddTo(ChainBuilder chain)
    {
        chain.Add(chain.Catalog.CopyColumns(InputRow.First, state.Columns.Image));
        if (state.Columns.Label is { } label)
        {
            TextColumn.Add(chain, InputRow.Second, label, state.LabelKind);
            chain.Add(RowMappings.ImageAndText(chain.Catalog));
        }
        else
        {
            chain.Add(RowMappings.Image(chain.Catalog));
        }

        chain.Add(Outputs(chain.Catalog, state.Columns));
    }

    public override void Map(in VBuffer<float> image, OutputRow output) => Set(output, _scorer.LogLikelihood(Ink(image)));

    public override void Map(in VBuffer<float> image, ReadOnlyMemory<char> text, OutputRow output)
        => Set(output, _scorer.LogLikelihood(Ink(image), text.ToString()));

    /// <summary>The rank of a value among others, sorted: the share of those below it, and half of those equal to it.</summary>
    public static float MidRank(ReadOnlySpan<float> sorted, float value)
    {
        var below = FirstWhere(sorted, other => other >= value);
        var upTo = FirstWhere(sorted, other => other > value);
        return (float)((below + upTo) / (2.0 * sorted.Length));
    }

    private static int FirstWhere(ReadOnlySpan<float> sorted, Predicate<float> holds)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = holds(sorted[middle]) ? (low, middle) : (middle + 1, high);
        }

        return low;
    }

    private float[] Ink(in VBuffer<float> image) => ImageColumn.Read(image, model.ImageShape.Length, state.Columns.Image);

    private void Set(OutputRow output, float logLikelihood)
    {
        output.VheNumber0 = logLikelihood;
        output.VheNumber1 = (float)-model.ImageShape.BitsPerPixel(logLikelihood);
        output.VheNumber2 = MidRank(reference, logLikelihood);
    }

    internal sealed record Columns(string Image, string? Label, string LogLikelihood, string BitsPerPixel, string Typicality);

    internal sealed record State(Columns Columns, TextKind LabelKind, LikelihoodOptions Options);
}
