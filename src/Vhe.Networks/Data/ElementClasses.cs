using Vhe.Networks.Distributions;
using Vhe.Networks.Models.OneDimensional;

namespace Vhe.Networks.Data;

/// <summary>Classes of numbers, all of equally many: a data set of section 4.1. Immutable.</summary>
public sealed record ElementClasses
{
    /// <summary>Checks the numbers. The arrays are kept, not copied.</summary>
    /// <param name="values">[classes][elements]: one class or more, of two numbers or more, all of equally many and finite. What numbers a
    /// family takes, such as positive ones, is the caller's to keep.</param>
    /// <exception cref="ArgumentException">They are not so; the message names the class.</exception>
    public ElementClasses(IReadOnlyList<float[]> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count == 0)
        {
            throw new ArgumentException("There is no class.", nameof(values));
        }

        for (var k = 0; k < values.Count; k++)
        {
            if (ProblemOf(values[k], values[0]) is { } problem)
            {
                throw new ArgumentException($"Class {k} {problem}.", nameof(values));
            }
        }

        Values = values;
    }

    /// <summary>[classes][elements].</summary>
    public IReadOnlyList<float[]> Values { get; }

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
