using Vhe.Networks.Distributions;
using Vhe.Networks.Objectives;
using static TorchSharp.torch;

namespace Vhe.Networks.Data;

/// <summary>
/// Draws the minibatches of Algorithm 1: elements x uniformly from all of them, and for the class of each a support set D without
/// replacement, apart from x. Several targets of a class share one D, which leaves the estimate unbiased and costs less.
/// </summary>
/// <remarks>Batch n depends on the seed and n alone, so that a resumed run draws what an uninterrupted one would have. Safe for
/// concurrent use.</remarks>
public sealed class GroupedSampler : IBatchSource
{
    private readonly GroupedImages _images;
    private readonly Objective _objective;
    private readonly SamplingOptions _options;
    private readonly ElementDraw _draw;
    private readonly long _seed;

    /// <summary>Prepares the draw.</summary>
    /// <param name="images">The classes; each needs two images at least.</param>
    /// <param name="objective">Whether x is drawn apart from D.</param>
    /// <param name="options">The sizes of a batch.</param>
    /// <param name="seed">The seed.</param>
    /// <exception cref="ArgumentException">A class has fewer than two images; the message names it.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public GroupedSampler(GroupedImages images, Objective objective, SamplingOptions options, long seed)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        (_images, _objective, _options, _seed) = (images, objective, options, seed);
        _draw = new ElementDraw(images, options.Augmentation, seed);
    }

    /// <inheritdoc/>
    public GroupedBatch Draw(long number, Device device)
    {
        var random = new Random(unchecked((int)NoiseSource.Derive(_seed, number)));
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
        var sizes = new float[classes.Length];
        for (var i = 0; i < classes.Length; i++)
        {
            sizes[i] = _draw.Size(classes[i]);
            DrawClass(classes[i], support, targets, d, x, random);
        }

        return ToTensors(d, x, sizes, support, targets, device);
    }

    private void DrawClass(int index, int support, int targets, List<float> d, List<float> x, Random random)
    {
        var count = _images.Classes[index].Images.Count;
        var order = new int[count];
        for (var i = 0; i < count; i++)
        {
            order[i] = i;
        }

        random.Shuffle(order);
        var symmetry = _draw.DrawSymmetry(random);
        for (var i = 0; i < support; i++)
        {
            var element = _draw.DrawElement(index, order[i], symmetry, random);
            if (_objective.Resample)
            {
                ElementDraw.Append(d, element, _options.BinariseSupport, random);
                continue;
            }

            // x is the very element of D, in the same binarisation (Eq. 5).
            var start = x.Count;
            ElementDraw.Append(x, element, binarise: true, random);
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
            var rest = order[support + (i % (count - support))];
            ElementDraw.Append(x, _draw.DrawElement(index, rest, symmetry, random), binarise: true, random);
        }
    }

    private GroupedBatch ToTensors(List<float> d, List<float> x, float[] sizes, int support, int targets, Device device)
    {
        using var scope = NewDisposeScope();
        var (channels, height, width) = _images.Shape;
        long groups = sizes.Length;
        var of = arange(groups, dtype: int64).repeat_interleave(targets);
        var classes = new Groups(
            Keep(tensor(d.ToArray()).view(groups, support, channels, height, width)),
            Keep(of),
            Keep(arange(groups, dtype: int64) * targets),
            Keep(tensor(sizes)));
        return new GroupedBatch(Keep(tensor(x.ToArray()).view(groups * targets, channels, height, width)), classes);

        Tensor Keep(Tensor value) => value.to(device).MoveToOuterDisposeScope();
    }
}
