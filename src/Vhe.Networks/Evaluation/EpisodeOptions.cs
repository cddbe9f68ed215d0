namespace Vhe.Networks.Evaluation;

/// <summary>
/// The n-way k-shot protocol by which few-shot classifiers are compared (section 6.4.1 of the paper: 20-way, 5- and 1-shot).
/// </summary>
public sealed record EpisodeOptions
{
    /// <summary>n: classes in an episode, 2 or more.</summary>
    public int Ways { get; init; } = 20;

    /// <summary>k: support images of each class, 1 or more.</summary>
    public int Shots { get; init; } = 5;

    /// <summary>Images to classify of each class, 1 or more.</summary>
    public int QueriesPerClass { get; init; } = 1;

    /// <summary>How many episodes, 2 or more: an interval needs two.</summary>
    public int Episodes { get; init; } = 100;

    /// <summary>
    /// Whether all classes of an episode are of one group, such as an alphabet: harder, for they are more alike. The group is drawn
    /// evenly from those of <see cref="Ways"/> classes or more; smaller ones are left out.
    /// </summary>
    public bool WithinGroups { get; init; }

    /// <summary>The seed: one seed, one sequence of episodes, whatever classifies them.</summary>
    public long Seed { get; init; }

    /// <summary>Checks every number.</summary>
    internal void Validate()
    {
        OptionRange.Check(nameof(Ways), Ways, 2);
        OptionRange.Check(nameof(Shots), Shots, 1);
        OptionRange.Check(nameof(QueriesPerClass), QueriesPerClass, 1);
        OptionRange.Check(nameof(Episodes), Episodes, 2);
    }
}
