using System.Diagnostics;
using Vhe.Networks;
using Vhe.Networks.Data;
using Vhe.Networks.Models;
using Vhe.Networks.Native;
using Vhe.Networks.Training;

namespace Vhe.Benchmarks;

/// <summary>How many targets a second the trainer learns from.</summary>
internal static class TrainingSpeed
{
    private const int WarmUpSteps = 10;

    /// <summary>Trains a while, and prints the rate after a warm-up.</summary>
    public static void Run(TrainingVariant variant, int steps, bool keepFreedMemory)
    {
        if (keepFreedMemory)
            NativeHeap.KeepFreedMemory();

        var sizes = Subject.SizesOf(variant.Preset);
        using var model = VheModel.Create(sizes);
        var (classes, options) = (Subject.Images(sizes), variant.Options(sizes, WarmUpSteps + steps));
        using var training = new TrainingStep(model, classes, options);
        model.Precision = variant.Precision;
        model.Network.train();

        var settings = new TrainingStep.Settings(1e-4, 1);
        long images = 0;
        var (start, processor) = (0L, TimeSpan.Zero);
        for (var step = 0; step < WarmUpSteps + steps; step++)
        {
            if (step == WarmUpSteps)
                (start, processor, images) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime, 0);

            images += training.Take(step, settings, _ => true).Result.Images;
        }

        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var work = (Environment.CpuUsage.TotalTime - processor).TotalSeconds;
        Console.WriteLine($"{model.ParameterCount} parameters");
        Console.WriteLine(
            $"{variant.Preset} {variant.Precision}: {images / seconds:F1} images/s, "
            + $"{images / work:F1} images per processor second, {steps} steps of {images / steps} images");
        Console.WriteLine(
            $"a step takes {1000 * seconds / steps:F1} ms, of these {DrawMilliseconds(classes, options):F2} to draw its batch");
    }

    /// <summary>What a second thread that draws the batches ahead could spare a step at most.</summary>
    private static double DrawMilliseconds(GroupedImages images, TrainingOptions options)
    {
        const int Draws = 200;
        var sampler = new GroupedSampler(images, options.Sampling, options.Seed, options.Objective.Resample);
        var start = 0L;
        for (var step = -WarmUpSteps; step < Draws; step++)
        {
            using var scope = TorchSharp.torch.NewDisposeScope();
            start = step == 0 ? Stopwatch.GetTimestamp() : start;
            sampler.Draw(step + WarmUpSteps, TorchSharp.torch.CPU);
        }

        return Stopwatch.GetElapsedTime(start).TotalMilliseconds / Draws;
    }
}
