namespace Vhe.MLNet.Columns;

/// <summary>The error of a row whose class had no examples where the transformer was fitted.</summary>
internal static class UnknownClass
{
    private const int MostNamed = 10;

    /// <summary>Makes the error.</summary>
    /// <param name="columnName">The user's column of classes.</param>
    /// <param name="label">The row's class.</param>
    /// <param name="known">The classes that have examples.</param>
    /// <returns>The exception to throw.</returns>
    public static InvalidDataException Error(string columnName, string label, IReadOnlyCollection<string> known)
    {
        var names = string.Join(", ", known.Take(MostNamed).Select(name => $"'{name}'"));
        var which = $"{names}{(known.Count > MostNamed ? ", ..." : "")}";
        return new(
            string.IsNullOrWhiteSpace(label)
                ? $"Column '{columnName}': the label is missing. The classes with examples are: {which}."
                : $"Column '{columnName}': the class '{label}' had no examples where the transformer was fitted. Those that had "
                    + $"are: {which}.");
    }
}
