using Vhe.Networks.Data;
using Vhe.Networks.Evaluation;

namespace PaperExperiments.Protocols;

/// <summary>
/// A one-shot classification task that was laid down once and for all, such as one of the twenty of Lake et al. (2015): which
/// image is of the class of which. It names images and holds none. Immutable and thread-safe.
/// </summary>
internal sealed class PredefinedRun
{
    private PredefinedRun(string name, IReadOnlyList<RunPair> pairs)
    {
        Name = name;
        Pairs = pairs;
    }

    /// <summary>The run's name: where it was read from a folder, the folder's.</summary>
    public string Name { get; }

    /// <summary>The images to classify with their examples, two or more, in the order of the file. No image is in two of them.
    /// </summary>
    public IReadOnlyList<RunPair> Pairs { get; }

    /// <summary>The paths of all images: those to classify, then the examples.</summary>
    public IEnumerable<string> ImagePaths => [.. Pairs.Select(pair => pair.Test), .. Pairs.Select(pair => pair.Training)];

    /// <summary>
    /// Reads lines such as <c>run01/test/item01.png run01/training/class08.png</c>. Empty lines are skipped.
    /// </summary>
    public static PredefinedRun Parse(string name, IEnumerable<string> lines)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(lines);
        return Parse(name, lines, source: name);
    }

    /// <summary>The same, of lines that have a source to name in errors.</summary>
    internal static PredefinedRun Parse(string name, IEnumerable<string> lines, string source)
    {
        var pairs = new List<RunPair>();
        var seen = new Dictionary<string, int>(ClassNameComparer.Instance);
        foreach (var (index, line) in lines.Index())
        {
            var number = index + 1;
            var fields = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length == 0)
                continue;

            if (fields.Length != 2)
            {
                throw new InvalidDataException(
                    $"{source}, line {number}: it has {fields.Length} words, not the paths of a test and of a training image.");
            }

            foreach (var path in fields)
            {
                if (!seen.TryAdd(path, number))
                {
                    throw new InvalidDataException(
                        $"{source}, line {number}: the image '{path}' is named a second time, after line {seen[path]}.");
                }
            }

            pairs.Add(new RunPair(fields[0], fields[1]));
        }

        return pairs.Count >= 2
            ? new PredefinedRun(name, pairs.AsReadOnly())
            : throw new InvalidDataException($"{source}: it has {pairs.Count} pairs of images; a run needs two.");
    }

    /// <summary>Makes the task: the classes are the examples, by the ordinal order of their paths, each named by its path.
    /// </summary>
    public Episode ToEpisode(Func<string, float[]?> load)
    {
        ArgumentNullException.ThrowIfNull(load);

        // In the order of the file, an example's place would tell which image is of its class.
        var classes = Pairs.Select(pair => pair.Training).Order(StringComparer.Ordinal).ToArray();
        return new Episode(
            Array.ConvertAll(classes, path => new ImageClass(path, [Load(path)], Name)),
            [.. Pairs.Select(pair => Load(pair.Test))],
            [.. Pairs.Select(pair => Array.IndexOf(classes, pair.Training))]);

        float[] Load(string path) => load(path) ?? throw new InvalidDataException($"{Name}: there is no image '{path}'.");
    }
}
