using Vhe.Networks;
using Vhe.Networks.Data;
using Vhe.Networks.Models;
using Vhe.Networks.Training;

namespace Vhe.Benchmarks;

/// <summary>One way to train: what the measurements vary.</summary>
/// <param name="Preset">The sizes of the network: paper or tiny.</param>
/// <param name="Precision">What the convolutions compute in.</param>
/// <param name="TargetsPerClass">How many targets share one support set, a divisor of the batch; its size stays as it is.</param>
/// <param name="Augment">Whether images are moved and mirrored as they are drawn.</param>
internal sealed record TrainingVariant(string Preset, Precision Precision, int TargetsPerClass = 4, bool Augment = false)
{
    /// <summary>The trainer's options for so many steps.</summary>
    /// <exception cref="ArgumentException"><see cref="TargetsPerClass"/> is no divisor of the batch, or the batch itself.
    /// </exception>
    public TrainingOptions Options(PixelCnnVheOptions sizes, int steps)
    {
        var options = TrainingOptions.For(sizes);
        var batch = options.Sampling.ClassesPerBatch * options.Sampling.TargetsPerClass;
        if (TargetsPerClass < 1 || TargetsPerClass == batch || batch % TargetsPerClass != 0)
            throw new ArgumentException($"{TargetsPerClass} targets a class do not divide a batch of {batch} into classes.");

        return options with
        {
            Precision = Precision,
            Steps = steps,
            Sampling = options.Sampling with
            {
                ClassesPerBatch = batch / TargetsPerClass,
                TargetsPerClass = TargetsPerClass,
                Augmentation = Augment ? options.Sampling.Augmentation : Augmentation.None,
            },
        };
    }

    /// <summary>The command line that measures this.</summary>
    public IEnumerable<string> Arguments(int steps, int threads)
    => [
        "train", "--preset", Preset, "--precision", $"{Precision}", "--targets-per-class", $"{TargetsPerClass}",
        "--augment", $"{Augment}", "--steps", $"{steps}", "--threads", $"{threads}",
    ];
}
