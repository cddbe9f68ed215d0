namespace PaperExperiments.Protocols;

/// <summary>
/// Reads the lists of predefined runs, in the layout of the Omniglot repository (<c>all_runs.zip</c>: the twenty within-alphabet
/// 20-way tasks of Lake et al. 2015, 400 answers in all): <c>run01/class_labels.txt</c> and so on. No image is opened. Stateless
/// and thread-safe.
/// </summary>
/// <remarks>
/// Models for them are to be trained on the background alphabets alone: the images are of the evaluation alphabets.
/// </remarks>
internal static class PredefinedRuns
{
    /// <summary>The file in a run's folder.</summary>
    public const string LabelFile = "class_labels.txt";

    /// <summary>Reads all runs of a folder.</summary>
    public static IReadOnlyList<PredefinedRun> Read(string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"There is no folder '{folder}'.");

        var runs = Directory.GetDirectories(folder, "run*");
        if (runs.Length == 0)
            throw new InvalidDataException($"Folder '{folder}' holds no folders run01, run02 and so on.");

        Array.Sort(runs, StringComparer.Ordinal);
        return Array.ConvertAll(runs, ReadOne);
    }

    private static PredefinedRun ReadOne(string folder)
    {
        var file = Path.Combine(folder, LabelFile);
        return File.Exists(file)
            ? PredefinedRun.Parse(Path.GetFileName(folder), File.ReadLines(file), file)
            : throw new InvalidDataException($"Folder '{folder}' has no file '{LabelFile}'.");
    }
}
