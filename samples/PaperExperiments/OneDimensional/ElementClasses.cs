using Vhe.Networks;
using Vhe.Networks.Distributions;

namespace PaperExperiments.OneDimensional;

/// <summary>Classes of numbers, all of equally many: a data set of section 4.1. Immutable.</summary>
internal sealed record ElementClasses
{
    /// <summary>A number as an image of one pixel.</summary>
    public static ImageShape Shape { get; } = new(1, 1, 1);

    /// <summary>Checks the numbers. The arrays are kept, not copied.</summary>
    public ElementClasses(IReadOnlyList<float[]> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count == 0)
            throw new ArgumentException("There is no class.", nameof(values));

        for (var k = 0; k < values.Count; k++)
        {
            if (ProblemOf(values[k], values[0]) is { } problem)
                throw new ArgumentException($"Class {k} {problem}.", nameof(values));
        }

        Values = values;
    }

    /// <summary>[classes][elements].</summary>
    public IReadOnlyList<float[]> Values { get; }

    /// <summary>Draws a data set: in the paper 100 classes of 100 elements.</summary>
    public static ElementClasses Draw(ElementFamily family, int classes, int elements, long seed)
    {
        ArgumentNullException.ThrowIfNull(family);
        OptionRange.Check(nameof(classes), classes, 1);
        OptionRange.Check(nameof(elements), elements, 2);
        var random = new Random(unchecked((int)SeededGenerator.Derive(seed, classes)));
        return new ElementClasses([.. Enumerable.Range(0, classes).Select(_ => family.DrawClass(elements, random))]);
    }

    private static string? ProblemOf(float[]? item, float[] first) => item switch
    {
        null => "is null",
        { Length: < 2 } => $"has {item.Length} elements; it needs two at least",
        _ when item.Length != first.Length => $"has {item.Length} elements, and class 0 has {first.Length}",
        _ => Array.FindIndex(item, value => !float.IsFinite(value)) is >= 0 and var i ? $"has {item[i]} as element {i}" : null,
    };
}
