using Vhe.Networks.Distributions;
using Vhe.Networks.Objectives;
using static TorchSharp.torch;

namespace Vhe.Networks.Data;

/// <summary>
/// Draws the minibatches of Algorithm 1: elements x uniformly from all of them, and for the class of each a support set D without
/// replacement, apart from x. Several targets of a class share one D, which leaves the estimate unbiased and costs less.
/// </summary>
/// <remarks>Batch n depends on the seed and n alone, so that a resumed run draws what an uninterrupted one would have. Safe for
/// concurrent use. With a learned q', draws depend on its weights too, and may not run beside its training.</remarks>
public sealed class GroupedSampler : IBatchSource
{
    private readonly GroupedImages _images;
    private readonly Objective _objective;
    private readonly SamplingOptions _options;
    private readonly AffineJitter _jitter;
    private readonly long _seed;
    private readonly long[] _cumulative;
    private readonly LearnedSubsampling? _subsampling;

    /// <summary>Prepares the draw.</summary>
    /// <param name="images">The classes; each needs two images at least.</param>
    /// <param name="objective">Whether x is drawn apart from D.</param>
    /// <param name="options">The sizes of a batch.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="subsampling">A learned q'(D; X) (section 6.1), with which targets are drawn from all of X; null for the
    /// uniform one.</param>
    /// <exception cref="ArgumentException">A class has fewer than two images, and the message names it; or q' is for other
    /// classes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public GroupedSampler(
        GroupedImages images, Objective objective, SamplingOptions options, long seed, LearnedSubsampling? subsampling = null)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (images.Classes.FirstOrDefault(c => c.Images.Count < 2) is { } small)
        {
            throw new ArgumentException(
                $"Class '{small.Name}' has {small.Images.Count} image; training needs two at least in each class.", nameof(images));
        }

        subsampling?.ClassSizes.CheckSame(images.Classes.Select(item => item.Images.Count), nameof(subsampling));
        (_images, _objective, _options, _seed, _subsampling) = (images, objective, options, seed, subsampling);
        _jitter = new AffineJitter(options.Augmentation);
        _cumulative = new long[images.Classes.Count];
        long total = 0;
        for (var i = 0; i < _cumulative.Length; i++)
        {
            _cumulative[i] = total += images.Classes[i].Images.Count;
        }
    }

    /// <inheritdoc/>
    public GroupedBatch Draw(long number, Device device)
    {
        var random = new Random(unchecked((int)NoiseSource.Derive(_seed, number)));
        var classes = new int[_options.ClassesPerBatch];
        for (var i = 0; i < classes.Length; i++)
        {
            classes[i] = Class(random.NextInt64(_cumulative[^1]));
        }

        var support = random.Next(_options.MinSupport, _options.MaxSupport + 1);
        support = Math.Min(support, classes.Min(k => _images.Classes[k].Images.Count) - 1);
        var targets = _objective.Resample ? _options.TargetsPerClass : support;

        var d = new List<float>(classes.Length * support * _images.Shape.Length);
        var x = new List<float>(classes.Length * targets * _images.Shape.Length);
        var elements = new List<long>(classes.Length * support);
        for (var i = 0; i < classes.Length; i++)
        {
            elements.AddRange(DrawClass(classes[i], support, targets, d, x, random));
        }

        var kept = _options.SampleDropout > 0 ? Kept(classes.Length, support, random) : null;
        return ToTensors(classes, elements, kept, d, x, targets, device);
    }

    /// <summary>Each element is as likely as every other: a class in proportion to its size.</summary>
    private int Class(long element)
    {
        var index = Array.BinarySearch(_cumulative, element + 1);
        return index >= 0 ? index : ~index;
    }

    /// <summary>Sample dropout: the first elements of every D, one at least. D is in random order: so are those that are left.
    /// </summary>
    private float[] Kept(int groups, int support, Random random)
    {
        var kept = new float[groups * support];
        for (var group = 0; group < groups; group++)
        {
            var left = 1 + Enumerable.Range(1, support - 1).Count(_ => random.NextDouble() >= _options.SampleDropout);
            kept.AsSpan(group * support, left).Fill(1);
        }

        return kept;
    }

    /// <summary>Appends the elements of D and the targets; returns which images D is.</summary>
    private IEnumerable<long> DrawClass(int index, int support, int targets, List<float> d, List<float> x, Random random)
    {
        var count = _images.Classes[index].Images.Count;
        var (chosen, others) = SubsetDraw.From(index, count, support, _subsampling, random);
        var symmetry = _options.Augmentation.RotationsAsClasses ? random.Next(Symmetry.Count(_images.Shape)) : 0;
        for (var i = 0; i < support; i++)
        {
            var element = Element(index, chosen[i], symmetry, random);
            if (_objective.Resample)
            {
                Append(d, element, _options.BinariseSupport, random);
                continue;
            }

            // x is the very element of D, in the same binarisation (Eq. 5).
            var start = x.Count;
            Append(x, element, binarise: true, random);
            if (_options.BinariseSupport)
            {
                d.AddRange(x.GetRange(start, element.Length));
            }
            else
            {
                d.AddRange(element);
            }
        }

        // x apart from D; a class with few images left gives one again, in another copy and binarisation.
        for (var i = 0; _objective.Resample && i < targets; i++)
        {
            var other = others[i % others.Length];
            Append(x, Element(index, other, symmetry, random), binarise: true, random);
        }

        return chosen.Select(i => (long)i);
    }

    private float[] Element(int index, int image, int symmetry, Random random)
    {
        var source = _images.Classes[index].Images[image];
        var copy = random.Next(_options.Augmentation.AffineCopies);
        if (copy > 0)
        {
            // The copies of an image are the same at every step: |X| counts them.
            var seed = NoiseSource.Derive(NoiseSource.Derive(NoiseSource.Derive(_seed, index), image), copy);
            source = _jitter.Copy(source, _images.Shape, new Random(unchecked((int)seed)));
        }

        return Symmetry.Apply(source, _images.Shape, symmetry);
    }

    /// <summary>Dynamic binarisation: ink with the probability of the grey value, anew at every draw.</summary>
    private static void Append(List<float> pixels, float[] image, bool binarise, Random random)
    {
        if (!binarise)
        {
            pixels.AddRange(image);
            return;
        }

        foreach (var value in image)
        {
            pixels.Add(random.NextSingle() < value ? 1 : 0);
        }
    }

    private GroupedBatch ToTensors(
        int[] drawn, List<long> elements, float[]? kept, List<float> d, List<float> x, int targets, Device device)
    {
        using var scope = NewDisposeScope();
        var (channels, height, width) = _images.Shape;
        long groups = drawn.Length, support = elements.Count / groups;
        var copies = (float)_options.Augmentation.AffineCopies;
        var of = arange(groups, dtype: int64).repeat_interleave(targets);
        var classes = new Groups(
            Keep(tensor(d.ToArray()).view(groups, support, channels, height, width)),
            Keep(of),
            Keep(arange(groups, dtype: int64) * targets),
            Keep(tensor(drawn.Select(k => _images.Classes[k].Images.Count * copies).ToArray())))
        {
            Members = new Members(Keep(tensor(drawn, dtype: int64)), Keep(tensor(elements.ToArray()).view(groups, support))),
            Kept = kept is null ? null : Keep(tensor(kept).view(groups, support)),
        };
        return new GroupedBatch(Keep(tensor(x.ToArray()).view(groups * targets, channels, height, width)), classes);

        Tensor Keep(Tensor value) => value.to(device).MoveToOuterDisposeScope();
    }
}
