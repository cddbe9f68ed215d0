namespace Vhe.Networks.Data;

/// <summary>The sizes of a minibatch of Algorithm 1.</summary>
public sealed record SamplingOptions
{
    /// <summary>How many classes are drawn, 2 to 4096: normalization by the batch needs two images at least.</summary>
    public int ClassesPerBatch { get; init; } = 8;

    /// <summary>How many targets x share one support set D and one sample of c, 1 to 4096.</summary>
    public int TargetsPerClass { get; init; } = 4;

    /// <summary>The least |D|, 1 to 4096.</summary>
    public int MinSupport { get; init; } = 1;

    /// <summary>The greatest |D|, <see cref="MinSupport"/> to 4096: each batch draws its own uniformly; a class of n images gives
    /// n - 1 at most.</summary>
    public int MaxSupport { get; init; } = 5;

    /// <summary>Sample dropout (Edwards and Storkey 2016; section 4.2): the probability, 0 to 1, with which each element of D but
    /// the first is hidden from the encoder, for each class of a batch apart. 0 is none; the paper saw no effect.</summary>
    public double SampleDropout { get; init; }

    /// <summary>Whether the elements of D are binarized at random like x, as in the paper; otherwise the encoder sees them gray.
    /// Gray they classify better, most of all from one example.</summary>
    public bool BinarizeSupport { get; init; }

    /// <summary>New classes and elements made from the images.</summary>
    public Augmentation Augmentation { get; init; } = new();

    /// <summary>Checks that nothing is asked for that a sampler of other than classes has not.</summary>
    internal void RefuseSampleDropout()
    {
        if (SampleDropout > 0)
        {
            throw new ArgumentOutOfRangeException(
                nameof(SampleDropout), SampleDropout, $"{nameof(SampleDropout)} is for {nameof(GroupedSampler)} alone; here it must be 0.");
        }
    }

    /// <summary>Checks every number.</summary>
    internal void Validate()
    {
        OptionRange.Check(nameof(ClassesPerBatch), ClassesPerBatch, 2, 4096);
        OptionRange.Check(nameof(TargetsPerClass), TargetsPerClass, 1, 4096);
        OptionRange.Check(nameof(MinSupport), MinSupport, 1, 4096);
        OptionRange.Check(nameof(MaxSupport), MaxSupport, MinSupport, 4096);
        OptionRange.Check(nameof(SampleDropout), SampleDropout, 0, 1);
        Augmentation.Validate();
    }
}
