using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.ML;
using Vhe.MLNet;
using Vhe.Networks.Inference;
using Vhe.Networks.Models;

namespace Report;

/// <summary>An ML.NET classifier of new classes in a file.</summary>
/// <param name="Accuracy">The fraction of other images of its classes that it classifies correctly.</param>
/// <param name="MillisecondsPerQuery">Time for one image file, reading it included.</param>
/// <param name="ReloadEqual">Whether a new process that loads the file predicts the same, bit for bit.</param>
internal sealed record SavedClassifier(double Accuracy, double MillisecondsPerQuery, bool ReloadEqual)
{
    /// <summary>The hidden command of the new process.</summary>
    public const string ReloadCommand = "reload";

    /// <summary>The rule of all accuracies: the five classes whose embeddings are nearest are compared by their likelihoods. It
    /// takes a quarter of the time of comparing all twenty.</summary>
    public static ClassificationOptions Classification { get; } = new()
    {
        Rule = ClassificationRule.Reranked,
        EmbeddingShortList = 5,
    };

    /// <summary>Fits the classifier on the first images of the classes, saves it, tests it on others, and has a new process load
    /// it.</summary>
    public static SavedClassifier Create(MLContext mlContext, VheModel model, NewClasses newClasses, string path)
    {
        var examples = mlContext.Data.LoadFromEnumerable(newClasses.Examples);
        var classifier = mlContext.Transforms.LoadGlyphs(height: model.Options.Height, width: model.Options.Width)
            .Append(mlContext.Transforms.FewShotClassifier(model, new FewShotClassifierEstimator.Options
            {
                Rule = Classification.Rule,
                EmbeddingShortList = Classification.EmbeddingShortList,
            }))
            .Append(mlContext.Transforms.Conversion.MapKeyToValue("PredictedClass", "PredictedLabel"))
            .Fit(examples);
        mlContext.Model.Save(classifier, examples.Schema, path);

        // Keys of labels in the order in which the classifier met them.
        var others = classifier.Transform(mlContext.Data.LoadFromEnumerable(newClasses.Others));
        var keys = mlContext.Transforms.Conversion.MapValueToKey("Label").Fit(examples);
        var metrics = mlContext.MulticlassClassification.Evaluate(keys.Transform(others));

        var paths = newClasses.OtherPaths;
        var here = Predict(mlContext, classifier, paths);
        var began = Stopwatch.GetTimestamp();
        Predict(mlContext, classifier, paths);
        var milliseconds = Stopwatch.GetElapsedTime(began).TotalMilliseconds / paths.Count;
        return new SavedClassifier(metrics.MicroAccuracy, milliseconds, PredictElsewhere(path, paths) == here);
    }

    /// <summary>Loads the classifier and prints its predictions: what the new process does.</summary>
    public static void Print(string modelPath, IEnumerable<string> imagePaths)
    {
        var mlContext = new MLContext();
        Console.OutputEncoding = Encoding.UTF8;
        Console.Out.Write(Predict(mlContext, mlContext.Model.Load(modelPath, out _), imagePaths));
    }

    /// <summary>Starts this program anew to load the classifier; null if it fails.</summary>
    private static string? PredictElsewhere(string modelPath, IEnumerable<string> imagePaths)
    {
        // Started as "dotnet Report.dll", the process is dotnet.
        var program = Environment.ProcessPath ?? "dotnet";
        var isHost = Path.GetFileNameWithoutExtension(program).Equals("dotnet", StringComparison.OrdinalIgnoreCase);
        string[] host = isHost ? [typeof(SavedClassifier).Assembly.Location] : [];
        var start = new ProcessStartInfo(program, [.. host, ReloadCommand, modelPath, .. imagePaths])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : null;
    }

    // A line for each image; numbers as their bytes.
    private static string Predict(MLContext mlContext, ITransformer classifier, IEnumerable<string> imagePaths)
    {
        var engine = mlContext.Model.CreatePredictionEngine<ImageFile, Prediction>(classifier);
        return string.Concat(imagePaths.Select(path => engine.Predict(new ImageFile { ImagePath = path }))
            .Select(prediction => $"{prediction.PredictedClass} {Bytes([prediction.LogLikelihood, .. prediction.Score])}\n"));

        static string Bytes(float[] values) => Convert.ToHexString(MemoryMarshal.AsBytes(values.AsSpan()));
    }

    private sealed class Prediction
    {
        public string PredictedClass { get; set; } = "";

        public float[] Score { get; set; } = [];

        public float LogLikelihood { get; set; }
    }
}
