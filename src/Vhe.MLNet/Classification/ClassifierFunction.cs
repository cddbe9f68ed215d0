namespace Vhe.MLNet.Classification;

/// <summary>The best class of an image, the posterior over the classes, and whether the image is of any of them.</summary>
internal sealed class ClassifierFunction(ClassifierFunction.Columns columns, VheModel model, FewShotClassifier classifier)
    : RowFunction
{
    public const string SavedName = "FewShotClassifier.v1";

    public Columns Settings => columns;

    public VheModel Model => model;

    public FewShotClassifier Classifier => classifier;

    public override string Name => SavedName;

    public static ClassifierFunction Read(ReadOnlyMemory<char> state)
    {
        var saved = SavedState<State>.Read(SavedName, state);
        try
        {
            var classifier = new FewShotClassifier(
                saved.RequiredModel, saved.RequiredExamples, saved.Options.Options, saved.Options.Calibration);
            return new(saved.Options.Columns, saved.RequiredModel, classifier.Share());
        }
        catch (ArgumentException e)
        {
            throw new InvalidDataException($"The saved {SavedName} is damaged: {e.Message}", e);
        }
    }

    public static IEnumerable<IEstimator<ITransformer>> Outputs(
        TransformsCatalog catalog, Columns columns, IReadOnlyList<string> classNames)
        => [.. FirstOutputs(catalog, columns, classNames), .. UnknownOutputs(catalog, columns, classNames)];

    public override string ToState()
    {
        var calibration = columns.DetectUnknown ? classifier.Unknown.Classes : classifier.Unknown.SoFar;
        return new SavedState<State>(new State(columns, classifier.Options, calibration), model, classifier.Support).Write(SavedName);
    }

    public override void CheckInput(DataViewSchema schema) => InputColumn.RequireImages(schema, columns.Image, model.ImageShape.Length);

    // Whether the image is known is a mapping of its own, which costs nothing where nobody reads its columns.
    public override void AddTo(ChainBuilder chain)
    {
        var catalog = chain.Catalog;
        chain
            .Add(catalog.CopyColumns(InputRow.First, columns.Image), RowMappings.Image(catalog))
            .Add(FirstOutputs(catalog, columns, classifier.ClassNames));
        if (columns.DetectUnknown)
        {
            chain
                .Add(catalog.CopyColumns(InputRow.Second, nameof(OutputRow.VheIndex)), RowMappings.ImageAndIndex(catalog))
                .Add(UnknownOutputs(catalog, columns, classifier.ClassNames));
        }
    }

    public override void Map(in VBuffer<float> image, OutputRow output)
    {
        var logLikelihoods = classifier.LogLikelihoods(ImageColumn.Read(image, model.ImageShape.Length, columns.Image));
        var best = classifier.Best(logLikelihoods);
        output.VheIndex = best;
        output.VheNumber0 = logLikelihoods[best];
        output.VheText = ScoreText.Write(classifier.Posterior(logLikelihoods));
    }

    public override void Map(in VBuffer<float> image, int index, OutputRow output)
    {
        var ink = ImageColumn.Read(image, model.ImageShape.Length, columns.Image);
        output.VheFlag = classifier.Unknown.AreKnown([ink], [index])[0];
        output.VheIndex = output.VheFlag ? index : -1;
    }

    private static IEnumerable<IEstimator<ITransformer>> FirstOutputs(
        TransformsCatalog catalog, Columns columns, IReadOnlyList<string> classNames)
    {
        foreach (var step in OutputColumns.Scores(catalog, columns.Score, classNames))
            yield return step;

        yield return OutputColumns.Copy(catalog, columns.LogLikelihood, nameof(OutputRow.VheNumber0));
        if (!columns.MissingLabelWhereUnknown)
            yield return OutputColumns.Key(catalog, columns.PredictedLabel, classNames);
    }

    private static IEnumerable<IEstimator<ITransformer>> UnknownOutputs(
        TransformsCatalog catalog, Columns columns, IReadOnlyList<string> classNames)
    {
        if (columns.IsKnown is not null)
            yield return OutputColumns.Copy(catalog, columns.IsKnown, nameof(OutputRow.VheFlag));

        if (columns.MissingLabelWhereUnknown)
            yield return OutputColumns.Key(catalog, columns.PredictedLabel, classNames);
    }

    /// <summary>The user's columns.</summary>
    /// <param name="Label">The column of labels that the classifier was fitted on.</param>
    /// <param name="Image">The column of images.</param>
    /// <param name="PredictedLabel">The column of the best class.</param>
    /// <param name="Score">The column of the posterior.</param>
    /// <param name="LogLikelihood">The column of the best class's log-likelihood.</param>
    /// <param name="IsKnown">The column of whether the image is of one of the classes; null for none.</param>
    /// <param name="MissingLabelWhereUnknown">Whether the label is missing where the image is of none of the classes.</param>
    internal sealed record Columns(
        string Label,
        string Image,
        string PredictedLabel,
        string Score,
        string LogLikelihood,
        string? IsKnown,
        bool MissingLabelWhereUnknown)
    {
        internal bool DetectUnknown => IsKnown is not null || MissingLabelWhereUnknown;
    }

    private sealed record State(
        Columns Columns, ClassificationOptions Options, IReadOnlyDictionary<string, ClassCalibration> Calibration);
}
