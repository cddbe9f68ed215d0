using System.Diagnostics;
using Microsoft.ML;
using Vhe.Networks.Models;

namespace Quickstart;

/// <summary>The user's job: a classifier of new classes in a file.</summary>
/// <param name="Accuracy">The part of other images of its classes that it gets right.</param>
/// <param name="MillisecondsPerQuery">Time for one image file, reading it included.</param>
/// <param name="ReloadEqual">Whether it predicts the same in a new process.</param>
internal sealed record SavedClassifier(double Accuracy, double MillisecondsPerQuery, bool ReloadEqual)
{
    /// <summary>Learns the classes from their first images, measures the classifier on others, saves it and has it loaded anew.</summary>
    public static SavedClassifier Create(MLContext mlContext, VheModel model, NewClasses newClasses, string path)
    {
        var classifier = Pipeline.Learn(mlContext, model, newClasses.Examples);
        var metrics = Pipeline.Evaluate(mlContext, classifier, newClasses.Examples, newClasses.Others);

        var paths = newClasses.OtherPaths;
        _ = Pipeline.Predict(mlContext, classifier, paths);
        var began = Stopwatch.GetTimestamp();
        _ = Pipeline.Predict(mlContext, classifier, paths);
        var milliseconds = Stopwatch.GetElapsedTime(began).TotalMilliseconds / paths.Count;

        mlContext.Model.Save(classifier, newClasses.Examples.Schema, path);
        return new SavedClassifier(metrics.MicroAccuracy, milliseconds, ReloadCheck.IsEqual(mlContext, classifier, path, paths));
    }
}
