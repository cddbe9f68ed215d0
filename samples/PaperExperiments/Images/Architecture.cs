using PaperExperiments.Deconvolutional;
using Vhe.Networks;
using Vhe.Networks.Data;
using Vhe.Networks.Models;
using Vhe.Networks.Training;

namespace PaperExperiments.Images;

/// <summary>An architecture of section 4.2: how it is made, and how it is trained.</summary>
/// <param name="Name">The paper's name.</param>
/// <param name="Train">Trains a fresh model, or goes on with, or merely loads, the one of the options' checkpoint.</param>
internal sealed record Architecture(string Name, Func<ExperimentSettings, GroupedImages, TrainingOptions, TrainedModel> Train)
{
    /// <summary>After Edwards and Storkey.</summary>
    public static Architecture Deconvolutional { get; } = new("Deconvolutional", (settings, images, options) =>
    {
        var model = VheModel.Of(
            DeconvolutionalVhe.Create(settings.Deconvolutional, settings.Seed), settings.Deconvolutional.ImageShape);

        // D and x share one encoder's batch statistics, and are to be of one kind.
        options = options with { LearningRate = 1e-3, Sampling = options.Sampling with { BinarizeSupport = true } };
        var batches = new GroupedSampler(images, options.Sampling, options.Seed, options.Objective.Resample);
        return new TrainedModel(model, options.Sampling, new VheTrainer(options).Train(model, batches).Steps);
    });

    /// <summary>The hierarchical PixelCNN.</summary>
    public static Architecture PixelCnn { get; } = new("PixelCNN", (settings, images, options) =>
    {
        var sizes = settings.Tiny ? PixelCnnVheOptions.Tiny : PixelCnnVheOptions.Paper;
        var model = VheModel.Create(sizes, settings.Seed);
        var measured = TrainingOptions.For(sizes);
        options = options with { LearningRate = measured.LearningRate, Precision = measured.Precision };
        var steps = new VheTrainer(options).Train(model, images).Steps;
        model.Precision = options.Precision;
        return new TrainedModel(model, options.Sampling, steps);
    });

    /// <summary>A name for the files of one of its models.</summary>
    public string SizedName(ExperimentSettings settings, string name) => this == Deconvolutional ? settings.Sized(name) : name;

    /// <summary>In the order of Table 1.</summary>
    public static IReadOnlyList<Architecture> All { get; } = [Deconvolutional, PixelCnn];
}
