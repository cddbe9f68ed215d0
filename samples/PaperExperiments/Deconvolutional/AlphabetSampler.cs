using Vhe.Networks;
using Vhe.Networks.Data;
using static TorchSharp.torch;

namespace PaperExperiments.Deconvolutional;

/// <summary>
/// Draws the minibatches of the hierarchical model: Algorithm 1 applied twice (section 6.2, Eq. 24). Elements x are drawn
/// uniformly from all of them; for the class of each a support set D_c, and for its alphabet a support set D_a spread over the
/// alphabet's classes, both without replacement and apart from x. Classes of one alphabet share D_a in a batch. Where rotations
/// make new classes, a whole alphabet is turned at once: a turned alphabet is an alphabet.
/// </summary>
/// <remarks>Batch n depends on the seed and n alone. Safe for concurrent use. x is always drawn apart from D: the objectives that
/// decode D itself have no hierarchical form.</remarks>
internal sealed class AlphabetSampler : IBatchSource
{
    private readonly GroupedImages _images;
    private readonly SamplingOptions _options;
    private readonly ElementDraw _draw;
    private readonly int _minAlphabetSupport;
    private readonly int _maxAlphabetSupport;
    private readonly Dictionary<string, int[]> _alphabets;

    /// <summary>Prepares the draw.</summary>
    public AlphabetSampler(
        GroupedImages images, SamplingOptions options, long seed, int minAlphabetSupport = 2, int maxAlphabetSupport = 10)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        options.RefuseSampleDropout();
        OptionRange.Check(nameof(minAlphabetSupport), minAlphabetSupport, 2, 4096);
        OptionRange.Check(nameof(maxAlphabetSupport), maxAlphabetSupport, minAlphabetSupport, 4096);
        if (images.Classes.FirstOrDefault(item => item.Group.Length == 0) is { } stray)
        {
            throw new ArgumentException(
                $"Class '{stray.Name}' is of no alphabet; the hierarchical model needs a group for every class.", nameof(images));
        }

        (_images, _options) = (images, options);
        (_minAlphabetSupport, _maxAlphabetSupport) = (minAlphabetSupport, maxAlphabetSupport);
        _draw = new ElementDraw(images, options.Augmentation, seed);
        _alphabets = Enumerable.Range(0, images.Classes.Count).GroupBy(k => images.Classes[k].Group, StringComparer.Ordinal)
            .ToDictionary(alphabet => alphabet.Key, alphabet => alphabet.ToArray(), StringComparer.Ordinal);
    }

    public bool? Resample => true;

    public GroupedBatch Draw(long number, Device device)
    {
        var random = _draw.RandomOf(number);
        int[] classes = [.. Enumerable.Range(0, _options.ClassesPerBatch).Select(_ => _draw.DrawClass(random))];
        string[] alphabets = [.. classes.Select(k => _images.Classes[k].Group).Distinct(StringComparer.Ordinal)];
        var of = Array.ConvertAll(classes, k => Array.IndexOf(alphabets, _images.Classes[k].Group));
        var symmetries = Array.ConvertAll(alphabets, _ => _draw.DrawSymmetry(random));

        // The classes first: D_a is apart from the x of all of them.
        var support = random.Next(_options.MinSupport, _options.MaxSupport + 1);
        support = Math.Min(support, classes.Min(k => _images.Classes[k].Images.Count) - 1);
        var (d, x, targets) = (new List<float>(), new List<float>(), new HashSet<(int, int)>());
        for (var i = 0; i < classes.Length; i++)
            DrawClass(classes[i], symmetries[of[i]], support, d, x, targets, random);

        var alphabetSupport = random.Next(_minAlphabetSupport, _maxAlphabetSupport + 1);
        var alphabetD = new List<float>();
        for (var i = 0; i < alphabets.Length; i++)
            DrawAlphabet(_alphabets[alphabets[i]], symmetries[i], alphabetSupport, alphabetD, targets, random);

        using var scope = NewDisposeScope();
        long perClass = _options.TargetsPerClass;
        long[] classOf = [.. Enumerable.Range(0, classes.Length)];
        var alphabetSizes = Array.ConvertAll(alphabets, name => _alphabets[name].Sum(_draw.Size));
        return new GroupedBatch(
            Images(x, classes.Length * perClass),
            GroupsOf(d, support, classOf, Array.ConvertAll(classes, _draw.Size)))
        {
            Alphabets = GroupsOf(alphabetD, alphabetSupport, Array.ConvertAll(of, index => (long)index), alphabetSizes),
        };

        // Of each group: what it is inferred from, which of the classes it holds, and its size.
        Groups GroupsOf(List<float> pixels, int each, long[] ofClass, float[] sizes)
        {
            long[] first = [.. Enumerable.Range(0, sizes.Length).Select(group => perClass * Array.IndexOf(ofClass, group))];
            return new Groups(
                Images(pixels, sizes.Length, each),
                Keep(tensor(ofClass).repeat_interleave(perClass)),
                Keep(tensor(first)),
                Keep(tensor(sizes)));
        }

        Tensor Images(List<float> pixels, params long[] count) => _draw.Images(pixels, device, count);

        Tensor Keep(Tensor value) => ElementDraw.Keep(value, device);
    }

    private void DrawClass(
        int index, int symmetry, int support, List<float> d, List<float> x, HashSet<(int, int)> targets, Random random)
    {
        var order = _draw.DrawOrder(index, random);
        foreach (var image in order[..support])
            ElementDraw.Append(d, _draw.DrawElement(index, image, symmetry, random), _options.BinarizeSupport, random);

        for (var i = 0; i < _options.TargetsPerClass; i++)
        {
            var image = order[support + (i % (order.Length - support))];
            ElementDraw.Append(x, _draw.DrawElement(index, image, symmetry, random), binarize: true, random);
            targets.Add((index, image));
        }
    }

    /// <summary>One image of every class in random order, then a second of every class, and so on.</summary>
    private void DrawAlphabet(
        int[] classes, int symmetry, int support, List<float> d, HashSet<(int, int)> targets, Random random)
    {
        // An alphabet all of whose images are x in this batch has none apart.
        var all = Array.ConvertAll(
            classes, k => _draw.DrawOrder(k, random).Select(image => (k, image)).ToArray());
        var apart = Array.ConvertAll(all, item => item.Where(element => !targets.Contains(element)).ToArray());
        apart = apart.Any(item => item.Length > 0) ? apart : all;
        random.Shuffle(apart);
        var candidates = Enumerable.Range(0, apart.Max(item => item.Length))
            .SelectMany(round => apart.Where(item => item.Length > round).Select(item => item[round])).Take(support).ToArray();
        for (var i = 0; i < support; i++)
        {
            var (index, image) = candidates[i % candidates.Length];
            ElementDraw.Append(d, _draw.DrawElement(index, image, symmetry, random), _options.BinarizeSupport, random);
        }
    }
}
