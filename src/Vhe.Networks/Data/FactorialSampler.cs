namespace Vhe.Networks.Data;

/// <summary>
/// Draws the minibatches of the factorial model (Eq. 15): elements x uniformly from all of them, for the class of each a support
/// set D_c and for its style a support set D_s from any classes, both without replacement and apart from x. Several targets of a
/// class share one D_c; each has a D_s of its own. Rotations and reflections make new classes; a style is the same in all of
/// them.
/// </summary>
/// <remarks>Batch n depends on the seed and n alone. Safe for concurrent use. Images are not binarized. x is always drawn apart
/// from D: the objectives that decode D itself cannot decode two of them.</remarks>
internal sealed class FactorialSampler : IBatchSource
{
    private readonly FactorialImages _images;
    private readonly SamplingOptions _options;
    private readonly ElementDraw _draw;
    private readonly int _minStyleSupport;
    private readonly int _maxStyleSupport;

    /// <summary>Prepares the draw.</summary>
    public FactorialSampler(
        FactorialImages images, SamplingOptions options, long seed, int minStyleSupport = 1, int maxStyleSupport = 5)
    {
        options.Validate();
        options.RefuseSampleDropout();
        OptionRange.Check(nameof(minStyleSupport), minStyleSupport, 1, 4096);
        OptionRange.Check(nameof(maxStyleSupport), maxStyleSupport, minStyleSupport, 4096);
        foreach (var (style, _) in images.Members.Where(item => item.Value.Count < 2))
            throw new ArgumentException($"Style {style} has 1 image; training needs two at least in each style.", nameof(images));

        (_images, _options) = (images, options);
        (_minStyleSupport, _maxStyleSupport) = (minStyleSupport, maxStyleSupport);
        _draw = new ElementDraw(images.Images, options.Augmentation, seed);
    }

    public bool? Resample => true;

    public GroupedBatch Draw(long number, Device device)
    {
        var random = _draw.RandomOf(number);
        var (classes, support) = _draw.DrawClasses(_options, random);
        var (d, x, targets) = (new List<float>(), new List<float>(), new List<(int Class, int Image)>());
        foreach (var k in classes)
            DrawClass(k, support, d, x, targets, random);

        var styleSupport = random.Next(_minStyleSupport, _maxStyleSupport + 1);
        styleSupport = Math.Min(styleSupport, targets.Min(target => Style(target).Count) - 1);
        var styleD = new List<float>();
        foreach (var target in targets)
            DrawStyle(target, styleSupport, styleD, random);

        using var scope = NewDisposeScope();
        var each = NumberTensor.Range(targets.Count, int64);
        return new GroupedBatch(
            _draw.Images(x, device, targets.Count), _draw.ClassesOf(classes, d, support, _options.TargetsPerClass, device))
        {
            Styles = new Groups(
                _draw.Images(styleD, device, targets.Count, styleSupport),
                ElementDraw.Keep(each, device),
                ElementDraw.Keep(each, device),
                ElementDraw.Keep(tensor(targets.Select(target => StyleSize(Style(target))).ToArray()), device)),
        };
    }

    private IReadOnlyList<(int Class, int Image)> Style((int Class, int Image) element)
        => _images.Members[_images.Styles[element.Class][element.Image]];

    /// <summary>|X_s|: its images, each in every symmetry and affine copy.</summary>
    private float StyleSize(IReadOnlyList<(int, int)> members)
    {
        var symmetries = _options.Augmentation.RotationsAsClasses ? Symmetry.Count(_images.Images.Shape) : 1;
        return members.Count * (float)symmetries * _options.Augmentation.AffineCopies;
    }

    private void DrawClass(
        int index, int support, List<float> d, List<float> x, List<(int Class, int Image)> targets, Random random)
    {
        var order = _draw.DrawOrder(index, random);
        var symmetry = _draw.DrawSymmetry(random);
        foreach (var image in order[..support])
            d.AddRange(_draw.DrawElement(index, image, symmetry, random));

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
                d.AddRange(_draw.DrawElement(index, image, _draw.DrawSymmetry(random), random));
        }
    }
}
