namespace Quickstart;

/// <summary>The glyphs that come with the repository: six sets of invented characters.</summary>
internal static class SampleData
{
    private static readonly string Place = Path.Combine("samples", "data", "glyphs");

    /// <summary>The sets to train on.</summary>
    public static IReadOnlyList<string> Background => Folders("Arvenik", "Belusha", "Corvane", "Dathri");

    /// <summary>The sets of new classes.</summary>
    public static IReadOnlyList<string> New => Folders("Eskerit", "Fallowen");

    private static string[] Folders(params string[] sets)
    {
        var root = Root(Environment.CurrentDirectory) ?? Root(AppContext.BaseDirectory) ?? Place;
        return Array.ConvertAll(sets, set => Path.Combine(root, set));
    }

    // The repository around a folder, if there is one.
    private static string? Root(string folder)
    {
        for (var above = new DirectoryInfo(folder); above is not null; above = above.Parent)
        {
            var candidate = Path.Combine(above.FullName, Place);
            if (Directory.Exists(candidate))
            {
                return Path.GetRelativePath(Environment.CurrentDirectory, candidate);
            }
        }

        return null;
    }
}
