using PaperExperiments.Deconvolutional;
using PaperExperiments.Images;
using Vhe.Networks.Inference;

namespace PaperExperiments;

/// <summary>What all experiments are told.</summary>
internal sealed record ExperimentSettings
{
    private const double DefaultMinutes = 15;

    /// <summary>Where trained models are kept, and found again.</summary>
    public required string Work { get; init; }

    /// <summary>Where tables and pictures go.</summary>
    public required string Out { get; init; }

    /// <summary>Omniglot's background set: a folder alphabet/character/image.png; empty where the experiment has no use for it.</summary>
    public string Background { get; init; } = "";

    /// <summary>Omniglot's evaluation set, likewise.</summary>
    public string Evaluation { get; init; } = "";

    /// <summary>The Caltech-101 silhouettes: a folder class/image.png, likewise.</summary>
    public string Silhouettes { get; init; } = "";

    /// <summary>Steps to train each model; the experiment's own number, or time, when null.</summary>
    public long? Steps { get; init; }

    /// <summary>Minutes to train each model of images, where no steps are given; 15 when null.</summary>
    public double? Minutes { get; init; }

    /// <summary>Whether networks are small ones, to try a command.</summary>
    public bool Tiny { get; init; }

    /// <summary>Channels of the deconvolutional networks at full resolution, where they are not small; the paper's when null.</summary>
    public int? Channels { get; init; }

    /// <summary>Which architectures are compared where the paper compares both.</summary>
    public IReadOnlyList<Architecture> Architectures { get; init; } = Architecture.All;

    /// <summary>The sizes of the deconvolutional networks.</summary>
    public DeconvolutionalVheOptions Deconvolutional => Tiny
        ? DeconvolutionalVheOptions.Tiny
        : DeconvolutionalVheOptions.Paper with { Channels = Channels ?? DeconvolutionalVheOptions.Paper.Channels };

    /// <summary>Runs of each one-dimensional model, the best of which is kept.</summary>
    public int Runs { get; init; } = 3;

    /// <summary>Classes of a made data set.</summary>
    public int Classes { get; init; } = 100;

    /// <summary>Episodes for each accuracy.</summary>
    public int Episodes { get; init; } = 100;

    /// <summary>How few-shot accuracies are estimated.</summary>
    public ClassificationRule Rule { get; init; } = ClassificationRule.PointEstimate;

    /// <summary>The rule with its numbers: the paper's is that of section 6.4.1, 20 samples of c and 10 of each element's latent, of all
    /// classes.</summary>
    public ClassificationOptions Classification => Rule == ClassificationRule.ImportanceSampled
        ? new() { Rule = Rule, ClassSamples = 20, TransformSamples = 10, ShortList = 0, ShortListMargin = null }
        : new() { Rule = Rule };

    /// <summary>The rule in words.</summary>
    public string RuleText => Rule == ClassificationRule.ImportanceSampled ? "the paper's rule (20 x 10 samples, all classes)" : $"{Rule} rule";

    /// <summary>Classes to estimate joint likelihoods of, spread evenly over all.</summary>
    public int JointClasses { get; init; } = 30;

    /// <summary>Samples of c for a joint likelihood.</summary>
    public int ClassSamples { get; init; } = 20;

    /// <summary>Seeds data, weights and draws.</summary>
    public long Seed { get; init; }

    /// <summary>How long a model of images is trained, in words.</summary>
    public string Budget => Steps is { } steps ? $"{steps} steps" : $"{TrainingTime.TotalMinutes} minutes";

    /// <summary>How long a model of images is trained, where no steps are given.</summary>
    public TimeSpan TrainingTime => TimeSpan.FromMinutes(Minutes ?? DefaultMinutes);

    /// <summary>A name for the files of a deconvolutional model: of other sizes it is another.</summary>
    public string Sized(string name) => Channels is { } channels ? $"{name}-{channels}-channels" : name;

    /// <summary>A file in the work folder, whose folder is made.</summary>
    public string WorkFile(string folder, string file)
        => Path.Combine(Directory.CreateDirectory(Path.Combine(Work, folder)).FullName, file);
}
