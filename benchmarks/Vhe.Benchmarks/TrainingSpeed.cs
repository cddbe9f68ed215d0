using System.Diagnostics;
using Vhe.Networks.Data;
using Vhe.Networks.Models;
using Vhe.Networks.Training;

namespace Vhe.Benchmarks;

/// <summary>How many targets a second the trainer learns from.</summary>
internal static class TrainingSpeed
{
    private const int WarmUpSteps = 10;

    /// <summary>Trains a while, and prints the rate after a warm-up.</summary>
    public static void Run(TrainingVariant variant, int steps)
    {
        var sizes = Subject.Sizes(variant.Preset);
        using var model = VheModel.Create(sizes);
        using var training = new TrainingStep(model, Subject.Images(sizes), variant.Options(sizes, WarmUpSteps + steps));
        model.Precision = variant.Precision;
        model.Network.train();

        var settings = new StepSettings(1e-4, 1);
        long images = 0;
        var (start, processor) = (0L, TimeSpan.Zero);
        for (var step = 0; step < WarmUpSteps + steps; step++)
        {
            if (step == WarmUpSteps)
            {
                (start, processor, images) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime, 0);
            }

            images += training.Take(step, settings, _ => true).Result.Images;
        }

        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var work = (Environment.CpuUsage.TotalTime - processor).TotalSeconds;
        Console.WriteLine($"{model.ParameterCount} parameters");
        Console.WriteLine(
            $"{variant.Preset} {variant.Precision}: {images / seconds:F1} images/s, {images / work:F1} images per processor second, "
            + $"{steps} steps of {images / steps} images");
    }
}
