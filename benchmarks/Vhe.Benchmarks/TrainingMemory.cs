using TorchSharp;
using Vhe.Networks;
using Vhe.Networks.Data;
using Vhe.Networks.Models;
using Vhe.Networks.Native;
using Vhe.Networks.Training;

namespace Vhe.Benchmarks;

/// <summary>Whether a training run leaks.</summary>
internal static class TrainingMemory
{
    /// <summary>Trains, and prints what is alive ten times on the way.</summary>
    public static void Run(string preset, Precision precision, int steps, bool keepFreedMemory)
    {
        if (keepFreedMemory)
            NativeHeap.KeepFreedMemory();

        var sizes = Subject.SizesOf(preset);
        using var model = VheModel.Create(sizes);
        var options = TrainingOptions.For(sizes) with { Precision = precision, Steps = steps };
        options = options with { Sampling = options.Sampling with { Augmentation = Augmentation.None } };
        using var training = new TrainingStep(model, Subject.Images(sizes), options);
        model.Precision = precision;
        model.Network.train();

        var settings = new TrainingStep.Settings(1e-4, 1);
        for (var step = 1; step <= steps; step++)
        {
            training.Take(step, settings, _ => true);
            if (step % Math.Max(1, steps / 10) == 0)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                Console.WriteLine(
                    $"step {step}: {torch.Tensor.TotalCount} tensors alive, {Environment.WorkingSet >> 20} MiB resident");
            }
        }
    }
}
