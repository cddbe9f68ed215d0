namespace PaperExperiments;

/// <summary>What all experiments are told.</summary>
internal sealed record ExperimentSettings
{
    /// <summary>Where trained models are kept, and found again.</summary>
    public required string Work { get; init; }

    /// <summary>Where tables and pictures go.</summary>
    public required string Out { get; init; }

    /// <summary>Steps to train each model; the experiment's own number when null.</summary>
    public long? Steps { get; init; }

    /// <summary>Runs of each model, the best of which is kept.</summary>
    public int Runs { get; init; } = 3;

    /// <summary>Classes of a made data set.</summary>
    public int Classes { get; init; } = 100;

    /// <summary>Seeds data, weights and draws.</summary>
    public long Seed { get; init; }

    /// <summary>A file in the work folder, whose folder is made.</summary>
    public string WorkFile(string folder, string file) => Path.Combine(Directory.CreateDirectory(Path.Combine(Work, folder)).FullName, file);
}
