using Microsoft.ML;
using Microsoft.ML.Data;
using Vhe.MLNet;
using Vhe.Networks.Inference;
using Vhe.Networks.Models;

namespace Quickstart;

/// <summary>The ML.NET part, from images to a saved classifier: what an application of your own needs.</summary>
internal static class Pipeline
{
    /// <summary>How images are classified: the five classes whose codes are nearest are compared by their likelihoods. That takes a
    /// quarter of the time of comparing all twenty.</summary>
    public static ClassificationOptions Classification { get; } = new() { Rule = ClassificationRule.Reranked, EmbeddingShortList = 5 };

    /// <summary>Learns what glyphs are like from many classes of them. Takes minutes; done once.</summary>
    public static VheTransformer Train(MLContext mlContext, IDataView background, VariationalHomoencoderEstimator.Options options)
    {
        var pipeline = mlContext.Transforms.LoadGlyphs()
            .Append(mlContext.Transforms.VariationalHomoencoder(options));

        return pipeline.Fit(background).LastTransformer;
    }

    /// <summary>Learns new classes from a few examples of each. Takes a moment: nothing is trained.</summary>
    public static ITransformer Learn(MLContext mlContext, VheModel model, IDataView examples)
    {
        var pipeline = mlContext.Transforms.LoadGlyphs(height: model.Options.Height, width: model.Options.Width)
            .Append(mlContext.Transforms.FewShotClassifier(model, new FewShotClassifierEstimator.Options
            {
                Rule = Classification.Rule,
                EmbeddingShortList = Classification.EmbeddingShortList,
            }))
            .Append(mlContext.Transforms.Conversion.MapKeyToValue("PredictedClass", "PredictedLabel"));

        return pipeline.Fit(examples);
    }

    /// <summary>Measures a classifier on other images of its classes.</summary>
    public static MulticlassClassificationMetrics Evaluate(
        MLContext mlContext, ITransformer classifier, IDataView examples, IDataView others)
    {
        // The keys of labels in the order in which the classifier met them.
        var keys = mlContext.Transforms.Conversion.MapValueToKey("Label").Fit(examples);

        return mlContext.MulticlassClassification.Evaluate(keys.Transform(classifier.Transform(others)));
    }

    /// <summary>Classifies images one by one.</summary>
    public static IReadOnlyList<Prediction> Predict(MLContext mlContext, ITransformer classifier, IEnumerable<string> imagePaths)
    {
        var engine = mlContext.Model.CreatePredictionEngine<ImageFile, Prediction>(classifier);

        return [.. imagePaths.Select(path => engine.Predict(new ImageFile { ImagePath = path }))];
    }
}
