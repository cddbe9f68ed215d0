namespace Vhe.Networks.Data;

/// <summary>
/// Compares class names as people read them: names that differ only in case or in Unicode normal form are the same name. File
/// systems differ in both, so that a folder copied from one machine to another could silently become two classes. Where the
/// runtime has no ICU, only case is seen through. Thread-safe.
/// </summary>
public sealed class ClassNameComparer : IEqualityComparer<string>
{
    private ClassNameComparer()
    {
    }

    /// <summary>The comparer.</summary>
    public static ClassNameComparer Instance { get; } = new();

    /// <inheritdoc/>
    public bool Equals(string? x, string? y) => x is null || y is null ? x is null && y is null : Key(x) == Key(y);

    /// <inheritdoc/>
    public int GetHashCode(string obj) => StringComparer.Ordinal.GetHashCode(Key(obj));

    /// <summary>What names that are alike have in common.</summary>
    /// <param name="name">A name.</param>
    internal static string Key(string name) => (name.IsNormalized() ? name : name.Normalize()).ToUpperInvariant();
}
