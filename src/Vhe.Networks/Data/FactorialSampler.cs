using Vhe.Networks.Distributions;
using Vhe.Networks.Objectives;
using static TorchSharp.torch;

namespace Vhe.Networks.Data;

/// <summary>
/// Draws the minibatches of the factorial model (Eq. 15): elements x uniformly from all of them, for the class of each a support
/// set D_c and for its style a support set D_s from any classes, both without replacement and apart from x. Several targets of a
/// class share one D_c; each has a D_s of its own. Rotations and reflections make new classes; a style is the same in all of
/// them.
/// </summary>
/// <remarks>Batch n depends on the seed and n alone. Safe for concurrent use. Images are not binarized. x is always drawn apart
/// from D: the objectives that decode D itself cannot decode two of them.</remarks>
public sealed class FactorialSampler : IBatchSource
{
    private readonly FactorialImages _images;
    private readonly SamplingOptions _options;
    private readonly ElementDraw _draw;
    private readonly long _seed;
    private readonly int _minStyleSupport;
    private readonly int _maxStyleSupport;

    /// <summary>Prepares the draw.</summary>
    /// <param name="images">The images; each class and each style needs two at least.</param>
    /// <param name="options">The sizes of a batch, and |D_c|.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="minStyleSupport">The least |D_s|, 1 or more.</param>
    /// <param name="maxStyleSupport">The greatest |D_s|, no less: each batch draws its own uniformly; a style of n images gives
    /// n - 1 at most.</param>
    /// <exception cref="ArgumentException">A class or a style has fewer than two images; the message names it.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public FactorialSampler(
        FactorialImages images, SamplingOptions options, long seed, int minStyleSupport = 1, int maxStyleSupport = 5)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        options.RefuseSampleDropout();
        OptionRange.Check(nameof(minStyleSupport), minStyleSupport, 1, 4096);
        OptionRange.Check(nameof(maxStyleSupport), maxStyleSupport, minStyleSupport, 4096);
        foreach (var (style, _) in images.Members.Where(item => item.Value.Count < 2))
        {
            throw new ArgumentException($"Style {style} has 1 image; training needs two at least in each style.", nameof(images));
        }

        (_images, _options, _seed) = (images, options, seed);
        (_minStyleSupport, _maxStyleSupport) = (minStyleSupport, maxStyleSupport);
        _draw = new ElementDraw(images.Images, options.Augmentation, seed);
    }

    /// <inheritdoc/>
    public Objective Objective => Objective.Vhe;

    /// <inheritdoc/>
    public GroupedBatch Draw(long number, Device device)
    {
        var random = new Random(unchecked((int)SeededGenerator.Derive(_seed, number)));
        int[] classes = [.. Enumerable.Range(0, _options.ClassesPerBatch).Select(_ => _draw.DrawClass(random))];
        var support = random.Next(_options.MinSupport, _options.MaxSupport + 1);
        support = Math.Min(support, classes.Min(k => _images.Images.Classes[k].Images.Count) - 1);
        var (d, x, targets) = (new List<float>(), new List<float>(), new List<(int Class, int Image)>());
        foreach (var k in classes)
        {
            DrawClass(k, support, d, x, targets, random);
        }

        var styleSupport = random.Next(_minStyleSupport, _maxStyleSupport + 1);
        styleSupport = Math.Min(styleSupport, targets.Min(target => Style(target).Count) - 1);
        var styleD = new List<float>();
        foreach (var target in targets)
        {
            DrawStyle(target, styleSupport, styleD, random);
        }

        using var scope = NewDisposeScope();
        long groups = classes.Length, perClass = _options.TargetsPerClass;
        var each = NumberTensor.Range(targets.Count, int64);
        return new GroupedBatch(Images(x, targets.Count), new Groups(
            Images(d, groups, support),
            Keep(NumberTensor.Range(groups, int64).repeat_interleave(perClass)),
            Keep(NumberTensor.Range(groups, int64).Times(perClass)),
            Keep(tensor(Array.ConvertAll(classes, _draw.Size)))))
        {
            Styles = new Groups(
                Images(styleD, targets.Count, styleSupport),
                Keep(each),
                Keep(each),
                Keep(tensor(targets.Select(target => StyleSize(Style(target))).ToArray()))),
        };

        Tensor Images(List<float> pixels, params long[] count)
        {
            var (channels, height, width) = _images.Images.Shape;
            long[] shape = [.. count, channels, height, width];
            return Keep(tensor(pixels.ToArray()).view(shape));
        }

        Tensor Keep(Tensor value) => value.to(device).MoveToOuterDisposeScope();
    }

    private IReadOnlyList<(int Class, int Image)> Style((int Class, int Image) element) =>
        _images.Members[_images.Styles[element.Class][element.Image]];

    /// <summary>|X_s|: its images, each in every symmetry and affine copy.</summary>
    private float StyleSize(IReadOnlyList<(int, int)> members)
    {
        var symmetries = _options.Augmentation.RotationsAsClasses ? Symmetry.Count(_images.Images.Shape) : 1;
        return members.Count * (float)symmetries * _options.Augmentation.AffineCopies;
    }

    private void DrawClass(
        int index, int support, List<float> d, List<float> x, List<(int Class, int Image)> targets, Random random)
    {
        int[] order = [.. Enumerable.Range(0, _images.Images.Classes[index].Images.Count)];
        random.Shuffle(order);
        var symmetry = _draw.DrawSymmetry(random);
        foreach (var image in order[..support])
        {
            d.AddRange(_draw.DrawElement(index, image, symmetry, random));
        }

        // A class with few images left gives one again.
        for (var i = 0; i < _options.TargetsPerClass; i++)
        {
            var image = order[support + (i % (order.Length - support))];
            x.AddRange(_draw.DrawElement(index, image, symmetry, random));
            targets.Add((index, image));
        }
    }

    private void DrawStyle((int Class, int Image) target, int support, List<float> d, Random random)
    {
        var members = Style(target);
        var drawn = new HashSet<(int, int)> { target };
        while (drawn.Count <= support)
        {
            var (index, image) = members[random.Next(members.Count)];
            if (drawn.Add((index, image)))
            {
                d.AddRange(_draw.DrawElement(index, image, _draw.DrawSymmetry(random), random));
            }
        }
    }
}
