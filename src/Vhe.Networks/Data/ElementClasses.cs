using Vhe.Networks.Distributions;
using Vhe.Networks.Models.OneDimensional;

namespace Vhe.Networks.Data;

/// <summary>Classes of numbers, all of equally many: a data set of section 4.1. Immutable.</summary>
/// <param name="Values">[classes][elements].</param>
public sealed record ElementClasses(IReadOnlyList<float[]> Values)
{
    /// <summary>Draws a data set: in the paper 100 classes of 100 elements.</summary>
    /// <param name="family">What the classes are.</param>
    /// <param name="classes">How many classes, 1 or more.</param>
    /// <param name="elements">How many elements in each, 2 or more.</param>
    /// <param name="seed">The same seed gives the same numbers.</param>
    public static ElementClasses Draw(ElementFamily family, int classes, int elements, long seed)
    {
        ArgumentNullException.ThrowIfNull(family);
        OptionRange.Check(nameof(classes), classes, 1);
        OptionRange.Check(nameof(elements), elements, 2);
        var random = new Random(unchecked((int)NoiseSource.Derive(seed, classes)));
        return new ElementClasses([.. Enumerable.Range(0, classes).Select(_ => family.DrawClass(elements, random))]);
    }
}
