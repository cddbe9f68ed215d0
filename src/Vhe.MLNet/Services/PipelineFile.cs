using Microsoft.ML;
using Microsoft.ML.Data;
using Vhe.MLNet.Classification;
using Vhe.MLNet.Images;
using Vhe.Networks.Storage;

namespace Vhe.MLNet.Services;

/// <summary>Saves what a service knows as an ML.NET model: <c>LoadGlyphs</c>, then the few-shot classifier. Stateless.</summary>
internal static class PipelineFile
{
    private static readonly ClassifierColumns Columns = new("Label", "Image", "PredictedLabel", "Score", "LogLikelihood");

    /// <summary>Saves.</summary>
    /// <param name="path">The file to write or replace.</param>
    /// <param name="snapshot">The model and the classes.</param>
    /// <param name="settings">How images are read.</param>
    /// <exception cref="InvalidOperationException">There is one class only.</exception>
    public static void Save(string path, Snapshot snapshot, GlyphSettings settings)
    {
        if (snapshot.Classifier.ClassNames is [var only])
        {
            throw new InvalidOperationException($"'{only}' is the only class; a model of ML.NET needs two or more.");
        }

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
        var columns = snapshot.DetectsUnknown ? Columns with { IsKnown = "IsKnown", MissingLabelWhereUnknown = true } : Columns;
        var classifier = ClassifierChain.Create(new ClassifierState(columns, snapshot.Model, snapshot.Classifier));

        // By way of memory: ML.NET closes the stream that it writes.
        using var zip = new MemoryStream();
        mlContext.Model.Save(new TransformerChain<ITransformer>(glyphs, classifier), view.Schema, zip);
        AtomicFile.Write(path, stream => stream.Write(zip.ToArray()));
    }

    private sealed class Row
    {
        public string ImagePath { get; set; } = "";
    }
}
