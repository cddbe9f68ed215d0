using Vhe.Networks.Distributions;
using Vhe.Networks.Objectives;
using static TorchSharp.torch;

namespace Vhe.Networks.Data;

/// <summary>
/// Draws the minibatches of Algorithm 1: elements x uniformly from all of them, and for the class of each a support set D without
/// replacement. Several targets of a class share one D, which changes no expectation and costs less. x is apart from D, where Eq. 12 draws
/// D without regard to x: the bound is then one for elements that D does not show, as in few-shot use. With a learned q' x is drawn
/// from all of X.
/// </summary>
/// <remarks>Batch n depends on the seed and n alone, so that a resumed run draws what an uninterrupted one would have. Safe for
/// concurrent use. With a learned q', draws depend on its weights too, and may not run beside its training.</remarks>
public sealed class GroupedSampler : IBatchSource
{
    private readonly GroupedImages _images;
    private readonly Objective _objective;
    private readonly SamplingOptions _options;
    private readonly ElementDraw _draw;
    private readonly long _seed;
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
        subsampling?.ClassSizes.CheckSame(images.Classes.Select(item => item.Images.Count), nameof(subsampling));
        (_images, _objective, _options, _seed, _subsampling) = (images, objective, options, seed, subsampling);
        _draw = new ElementDraw(images, options.Augmentation, seed);
    }

    /// <inheritdoc/>
    public Objective Objective => _objective;

    /// <inheritdoc/>
    public GroupedBatch Draw(long number, Device device)
    {
        var random = new Random(unchecked((int)SeededGenerator.Derive(_seed, number)));
        var classes = new int[_options.ClassesPerBatch];
        for (var i = 0; i < classes.Length; i++)
        {
            classes[i] = _draw.DrawClass(random);
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
        var symmetry = _draw.DrawSymmetry(random);
        for (var i = 0; i < support; i++)
        {
            var element = _draw.DrawElement(index, chosen[i], symmetry, random);
            if (_objective.Resample)
            {
                ElementDraw.Append(d, element, _options.BinarizeSupport, random);
                continue;
            }

            // x is the very element of D, in the same binarization (Eq. 5).
            var start = x.Count;
            ElementDraw.Append(x, element, binarize: true, random);
            if (_options.BinarizeSupport)
            {
                d.AddRange(x.GetRange(start, element.Length));
            }
            else
            {
                d.AddRange(element);
            }
        }

        // x apart from D; a class with few images left gives one again, in another copy and binarization.
        for (var i = 0; _objective.Resample && i < targets; i++)
        {
            var other = others[i % others.Length];
            ElementDraw.Append(x, _draw.DrawElement(index, other, symmetry, random), binarize: true, random);
        }

        return chosen.Select(i => (long)i);
    }

    private GroupedBatch ToTensors(
        int[] drawn, List<long> elements, float[]? kept, List<float> d, List<float> x, int targets, Device device)
    {
        using var scope = NewDisposeScope();
        var (channels, height, width) = _images.Shape;
        long groups = drawn.Length, support = elements.Count / groups;
        var of = NumberTensor.Range(groups, int64).repeat_interleave(targets);
        var classes = new Groups(
            Keep(tensor(d.ToArray()).view(groups, support, channels, height, width)),
            Keep(of),
            Keep(NumberTensor.Range(groups, int64).Times(targets)),
            Keep(tensor(Array.ConvertAll(drawn, _draw.Size))))
        {
            Members = new Members(Keep(tensor(drawn, dtype: int64)), Keep(tensor(elements.ToArray()).view(groups, support))),
            Kept = kept is null ? null : Keep(tensor(kept).view(groups, support)),
        };
        return new GroupedBatch(Keep(tensor(x.ToArray()).view(groups * targets, channels, height, width)), classes);

        Tensor Keep(Tensor value) => value.to(device).MoveToOuterDisposeScope();
    }
}
