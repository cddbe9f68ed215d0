using System.Diagnostics;
using Vhe.Networks;
using Vhe.Networks.Data;
using Vhe.Networks.Models;
using Vhe.Networks.Training;

namespace Vhe.Benchmarks;

/// <summary>How many targets a second the trainer learns from.</summary>
internal static class TrainingSpeed
{
    private const int WarmUpSteps = 10;

    /// <summary>Trains a while, and prints the rate after a warm-up.</summary>
    public static void Run(string preset, Precision precision, int steps)
    {
        var sizes = Subject.Sizes(preset);
        using var model = VheModel.Create(sizes);
        var options = TrainingOptions.For(sizes) with { Precision = precision, Steps = WarmUpSteps + steps };
        options = options with { Sampling = options.Sampling with { Augmentation = Augmentation.None } };
        using var training = new TrainingStep(model, Subject.Images(sizes), options);
        model.Precision = precision;
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
        Console.WriteLine(
            $"{preset} {precision}: {images / seconds:F1} images/s, {images / work:F1} images per processor second, "
            + $"{steps} steps of {images / steps} images");
    }
}
