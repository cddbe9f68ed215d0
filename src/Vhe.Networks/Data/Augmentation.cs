namespace Vhe.Networks.Data;

/// <summary>How training images are multiplied (section 4.2): rotations and reflections make new classes, small affine copies
/// make new elements.</summary>
public sealed record Augmentation
{
    /// <summary>Nothing is added.</summary>
    public static Augmentation None { get; } = new() { RotationsAsClasses = false, AffineCopies = 1 };

    /// <summary>Whether each rotation by 90 degrees and each reflection of a class is a class of its own: eight for square images,
    /// four for others.</summary>
    public bool RotationsAsClasses { get; init; } = true;

    /// <summary>How many elements one image stands for, itself included: |X| is the number of images times this. 1 to 10,000.
    /// </summary>
    public int AffineCopies { get; init; } = 20;

    /// <summary>Standard deviation of a copy's rotation, in radians.</summary>
    public double Rotation { get; init; } = 0.07;

    /// <summary>Standard deviation of the logarithm of a copy's scale, drawn apart for width and height.</summary>
    public double LogScale { get; init; } = 0.06;

    /// <summary>Standard deviation of a copy's horizontal shear.</summary>
    public double Shear { get; init; } = 0.06;

    /// <summary>Standard deviation of a copy's shift, as a fraction of half the side.</summary>
    public double Shift { get; init; } = 0.05;

    /// <summary>Checks every number.</summary>
    internal void Validate()
    {
        OptionRange.Check(nameof(AffineCopies), AffineCopies, 1, 10_000);
        OptionRange.Check(nameof(Rotation), Rotation, 0, 1);
        OptionRange.Check(nameof(LogScale), LogScale, 0, 1);
        OptionRange.Check(nameof(Shear), Shear, 0, 1);
        OptionRange.Check(nameof(Shift), Shift, 0, 1);
    }
}
