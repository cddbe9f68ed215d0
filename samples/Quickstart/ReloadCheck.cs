using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.ML;

namespace Quickstart;

/// <summary>Checks that a saved model says the same in a new process: this program starts itself anew to load it.</summary>
internal static class ReloadCheck
{
    /// <summary>The hidden command of the new process.</summary>
    public const string CommandName = "reload";

    /// <summary>Whether classes, scores and likelihoods of some images are equal in both processes, bit for bit.</summary>
    public static bool IsEqual(MLContext mlContext, ITransformer classifier, string modelPath, IReadOnlyList<string> imagePaths)
    {
        var here = Describe(Pipeline.Predict(mlContext, classifier, imagePaths));
        using var process = Process.Start(Myself([CommandName, modelPath, .. imagePaths]))
            ?? throw new InvalidOperationException("This program cannot be started a second time.");
        var there = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 && there == here;
    }

    /// <summary>What the new process does: loads the model and writes what it says of the images.</summary>
    public static void Print(string modelPath, IEnumerable<string> imagePaths)
    {
        var mlContext = new MLContext();
        var classifier = mlContext.Model.Load(modelPath, out _);
        Console.OutputEncoding = Encoding.UTF8;
        Console.Out.Write(Describe(Pipeline.Predict(mlContext, classifier, imagePaths)));
    }

    // One line for an image; numbers as the bytes that they are.
    private static string Describe(IEnumerable<Prediction> predictions)
        => string.Concat(predictions.Select(prediction =>
            $"{prediction.PredictedClass} {Bytes([prediction.LogLikelihood])} {Bytes(prediction.Score)}\n"));

    private static string Bytes(float[] values) => Convert.ToHexString(MemoryMarshal.AsBytes(values.AsSpan()));

    private static ProcessStartInfo Myself(IEnumerable<string> arguments)
    {
        // Under "dotnet Quickstart.dll" the process is dotnet; otherwise it is the program itself.
        var program = Environment.ProcessPath ?? "dotnet";
        var isHost = Path.GetFileNameWithoutExtension(program).Equals("dotnet", StringComparison.OrdinalIgnoreCase);
        return new ProcessStartInfo(program, isHost ? [typeof(ReloadCheck).Assembly.Location, .. arguments] : arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
    }
}
