using Vhe.Networks;
using static TorchSharp.torch;

namespace PaperExperiments.Tightened;

/// <summary>How many elements each class of the data has: what r and a learned q' (section 6.1) are tables over. Immutable.
/// </summary>
internal sealed class ClassSizes
{
    private readonly int[] _sizes;

    /// <summary>Checks the sizes.</summary>
    public ClassSizes(IReadOnlyList<int> classSizes)
    {
        ArgumentNullException.ThrowIfNull(classSizes);
        if (classSizes.Count == 0)
            throw new ArgumentException("There is no class.", nameof(classSizes));

        _sizes = [.. classSizes];
        for (var i = 0; i < _sizes.Length; i++)
            OptionRange.Check($"{nameof(classSizes)}[{i}]", _sizes[i], 1);
    }

    /// <summary>How many classes there are.</summary>
    public int Count => _sizes.Length;

    /// <summary>The elements of the largest class.</summary>
    public int Most => _sizes.Max();

    /// <summary>[classes], float32, as files of weights hold it.</summary>
    public Tensor ToTensor(Device device) => tensor(_sizes, dtype: float32, device: device);

    /// <summary>Refuses to go on with other classes than these.</summary>
    public void CheckSame(IEnumerable<int> others, string name)
    {
        int[] found = [.. others];
        if (found.Length != _sizes.Length)
            throw new ArgumentException($"It is for {_sizes.Length} classes; there are {found.Length}.", name);

        for (var i = 0; i < found.Length; i++)
        {
            if (found[i] != _sizes[i])
                throw new ArgumentException($"It is for {_sizes[i]} elements in class {i}; there are {found[i]}.", name);
        }
    }

    /// <inheritdoc cref="CheckSame(IEnumerable{int}, string)"/>
    public void CheckSame(ClassSizes others, string name) => CheckSame(others._sizes, name);
}
