using Vhe.Networks.Training;

namespace Vhe.MLNet;

public sealed partial class VariationalHomoencoderEstimator
{
    /// <summary>How many steps are trained where nothing else sets a limit: about half an hour for
    /// <see cref="VhePreset.Paper"/> on two cores.</summary>
    public const long DefaultSteps = 3000;

    /// <summary>The options of <c>VariationalHomoencoder</c>.</summary>
    public sealed class Options
    {
        /// <summary>The column of classes: text, or a key with key values.</summary>
        public string LabelColumnName = "Label";

        /// <summary>The column of images: a vector of height x width floats in [0, 1], ink = 1.</summary>
        public string ImageColumnName = "Image";

        /// <summary>The column to add: the posterior mean of c given the row's image.</summary>
        public string OutputColumnName = "Embedding";

        /// <summary>
        /// The column of groups of classes, for instance alphabets: text, or a key with key values; null for none. It is checked
        /// and kept with the classes for models of groups of classes; nothing reads it yet.
        /// </summary>
        public string? GroupColumnName;

        /// <summary>How large a network to train, where <see cref="Network"/> does not say it.</summary>
        public VhePreset Preset = VhePreset.Paper;

        /// <summary>Height of an image in pixels, where <see cref="Network"/> does not say it; 8 to 256.</summary>
        public int ImageHeight = 28;

        /// <summary>Width of an image in pixels, where <see cref="Network"/> does not say it; 8 to 256.</summary>
        public int ImageWidth = 28;

        /// <summary>The network in detail; null to go by <see cref="Preset"/>.</summary>
        public PixelCnnVheOptions? Network;

        /// <summary>
        /// A trained model to start from, for instance <see cref="VhePretrained.Glyphs"/>; null to start from random weights. It is
        /// not changed. The new model has its sizes, whatever <see cref="Preset"/>, <see cref="ImageHeight"/> and
        /// <see cref="ImageWidth"/> say.
        /// </summary>
        public VheModel? Start;

        /// <summary>
        /// The training in detail; null for the measured choices of a network of the size. The fields below, where they are set,
        /// take precedence over it.
        /// </summary>
        public TrainingOptions? Training;

        /// <summary>How many steps to train; null for no limit. With this limit alone the same seed gives the same weights on one
        /// machine. If nothing sets a limit, it is <see cref="DefaultSteps"/>.</summary>
        public long? Steps;

        /// <summary>How long to train, in minutes; null for no limit. How far training comes in that time depends on the
        /// machine.</summary>
        public double? Minutes;

        /// <summary>
        /// Seeds the starting weights and every draw of the training; null for the seed of <see cref="Training"/>, else that of the
        /// <c>MLContext</c>, else 0.
        /// </summary>
        public long? Seed;

        /// <summary>Where to train: "cpu", "cuda" or "cuda:1"; null for the GPU of <c>MLContext.GpuDeviceId</c>, if it is set, and
        /// the CPU otherwise, or where there is no such GPU and <c>MLContext.FallbackToCpu</c> allows it.</summary>
        public string? Device;

        /// <summary>Receives the progress of the training, on the thread that fits; null for none.</summary>
        public IProgress<TrainingProgress>? Progress;

        /// <summary>Stops the training. The model keeps what it has learned, unless <see cref="ThrowOnCancel"/> is set.</summary>
        public CancellationToken CancellationToken;

        /// <summary>Whether canceling throws <see cref="OperationCanceledException"/>.</summary>
        public bool ThrowOnCancel;

        /// <summary>A file that the run is saved to once a minute, so that it can be resumed; null for none.</summary>
        public string? CheckpointPath;

        /// <summary>Whether to go on from <see cref="CheckpointPath"/> where that file exists.</summary>
        public bool Resume;

        internal Options Copy() => (Options)MemberwiseClone();

        internal PixelCnnVheOptions ToNetwork()
        {
            OptionRange.CheckDefined(nameof(Preset), Preset);
            OptionRange.Check(nameof(ImageHeight), ImageHeight, 8, 256);
            OptionRange.Check(nameof(ImageWidth), ImageWidth, 8, 256);
            var preset = Preset == VhePreset.Tiny ? PixelCnnVheOptions.Tiny : PixelCnnVheOptions.Paper;
            if (Start is { } start)
            {
                if (start.Options.Style is not null)
                    throw new ArgumentException($"{nameof(Start)} is a model with a style: train it by VheTrainer on FactorialImages.");

                return Network is null || Network == start.Options
                    ? start.Options
                    : throw new ArgumentException($"{nameof(Network)} has other sizes than {nameof(Start)}; leave it out.");
            }

            return Network?.Style is null
                ? Network ?? preset with { Height = ImageHeight, Width = ImageWidth }
                : throw new ArgumentException(
                    $"{nameof(Network)} has a {nameof(Network.Style)}: train it by VheTrainer on FactorialImages, which give each image a "
                    + "style.");
        }

        internal TrainingOptions ToTraining(PixelCnnVheOptions network, int? contextSeed = null)
        {
            OptionRange.Check(nameof(Minutes), Minutes ?? 1, 1e-6, TimeSpan.FromDays(365).TotalMinutes);
            var training = Training ?? (Start is null ? TrainingOptions.For(network) : TrainingOptions.ForRefining(network));
            training = training with
            {
                Budget = Minutes is { } minutes ? TimeSpan.FromMinutes(minutes) : training.Budget,
                Steps = Steps ?? training.Steps,
                Seed = Seed ?? Training?.Seed ?? contextSeed ?? 0,
                Progress = Progress ?? training.Progress,
                ThrowOnCancel = ThrowOnCancel || training.ThrowOnCancel,
                CheckpointPath = CheckpointPath ?? training.CheckpointPath,
                Resume = Resume || training.Resume,
            };
            return training.Budget is null && training.Steps is null
                ? training with { Steps = DefaultSteps }
                : training;
        }
    }
}
