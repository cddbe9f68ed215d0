using Vhe.MLNet.Classification;
using Vhe.MLNet.Images;
using Vhe.Networks.Storage;

namespace Vhe.MLNet.Services;

/// <summary>Saves a service as an ML.NET model: <c>LoadGlyphs</c>, then the few-shot classifier.</summary>
internal static class PipelineFile
{
    private static readonly ClassifierFunction.Columns Columns = new(
        "Label", "Image", "PredictedLabel", "Score", "LogLikelihood", IsKnown: null, MissingLabelWhereUnknown: false);

    /// <exception cref="InvalidOperationException">There is only one class.</exception>
    public static void Save(string path, ServiceState state, GlyphSettings settings)
    {
        if (state.Classifier.ClassNames is [var only])
            throw new InvalidOperationException($"'{only}' is the only class; an ML.NET classifier needs two or more.");

        var mlContext = new MLContext(seed: 0);
        var view = mlContext.Data.LoadFromEnumerable(Array.Empty<Row>());
        var glyphs = mlContext.Transforms.LoadGlyphs(new GlyphPreprocessingEstimator.Options
        {
            InputColumnName = nameof(Row.ImagePath),
            OutputColumnName = Columns.Image,
            Height = settings.Height,
            Width = settings.Width,
            Polarity = settings.Polarity,
            CropToInk = settings.CropToInk,
            CropMargin = settings.CropMargin,
            InkContrast = settings.InkContrast,
            Resize = settings.Resize,
        }).Fit(view);
        var columns = state.DetectsUnknown ? Columns with { IsKnown = "IsKnown", MissingLabelWhereUnknown = true } : Columns;
        var classifier = new FewShotClassifierTransformer(new ClassifierFunction(columns, state.Model, state.Classifier));

        // Through memory, since ML.NET closes the stream that it writes to.
        using var zip = new MemoryStream();
        mlContext.Model.Save(new TransformerChain<ITransformer>(glyphs, classifier), view.Schema, zip);
        AtomicFile.Write(path, stream => stream.Write(zip.ToArray()));
    }

    private sealed class Row
    {
        public string ImagePath { get; set; } = "";
    }
}
