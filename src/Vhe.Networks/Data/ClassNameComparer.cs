namespace Vhe.Networks.Data;

/// <summary>
/// Compares class names as people read them: names that differ only in case or in Unicode normal form are the same name. File
/// systems differ in both, so that a folder copied from one machine to another could silently become two classes. Where the
/// runtime has no ICU, only case is seen through. Thread-safe.
/// </summary>
internal sealed class ClassNameComparer : IEqualityComparer<string>
{
    private ClassNameComparer()
    {
    }

    /// <summary>The comparer.</summary>
    public static ClassNameComparer Instance { get; } = new();

    public bool Equals(string? x, string? y) => x is null || y is null ? x is null && y is null : Key(x) == Key(y);

    public int GetHashCode(string obj) => StringComparer.Ordinal.GetHashCode(Key(obj));

    /// <summary>What names that are alike have in common.</summary>
    internal static string Key(string name)
        => (!IsUnicode(name) || name.IsNormalized() ? name : name.Normalize()).ToUpperInvariant();

    /// <summary>Whether a name is valid Unicode: half of a surrogate pair cannot be compared, nor be written to a file.</summary>
    internal static bool IsUnicode(string name)
    {
        for (var i = 0; i < name.Length; i++)
        {
            if (char.IsSurrogate(name[i]) && (i + 1 == name.Length || !char.IsSurrogatePair(name[i], name[++i])))
                return false;
        }

        return true;
    }
}
