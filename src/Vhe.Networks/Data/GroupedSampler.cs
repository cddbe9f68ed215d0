namespace Vhe.Networks.Data;

/// <summary>
/// Draws the minibatches of Algorithm 1: elements x uniformly from all of them, and for the class of each a support set D without
/// replacement. Several targets of a class share one D, which changes no expectation and costs less. x is apart from D, where Eq. 12 draws
/// D without regard to x: the bound is then one for elements that D does not show, as in few-shot use.
/// </summary>
/// <remarks>Batch n depends on the seed and n alone, so that a resumed run draws what an uninterrupted one would have. Safe for
/// concurrent use.</remarks>
internal sealed class GroupedSampler : IBatchSource
{
    private readonly GroupedImages _images;
    private readonly bool _resample;
    private readonly SamplingOptions _options;
    private readonly ElementDraw _draw;

    /// <summary>Prepares the draw.</summary>
    public GroupedSampler(GroupedImages images, SamplingOptions options, long seed, bool resample = true)
    {
        options.Validate();
        (_images, _options, _resample) = (images, options, resample);
        _draw = new ElementDraw(images, options.Augmentation, seed);
    }

    public bool? Resample => _resample;

    public GroupedBatch Draw(long number, Device device)
    {
        var random = _draw.RandomOf(number);
        var (classes, support) = _draw.DrawClasses(_options, random);
        var targets = _resample ? _options.TargetsPerClass : support;

        var d = new List<float>(classes.Length * support * _images.Shape.Length);
        var x = new List<float>(classes.Length * targets * _images.Shape.Length);
        for (var i = 0; i < classes.Length; i++)
            DrawClass(classes[i], support, targets, d, x, random);

        var kept = _options.SampleDropout > 0 ? Kept(classes.Length, support, random) : null;
        using var scope = NewDisposeScope();
        var groups = _draw.ClassesOf(classes, d, support, targets, device) with
        {
            Class = ElementDraw.Keep(tensor(classes, dtype: int64), device),
            Kept = kept is null ? null : ElementDraw.Keep(tensor(kept).view(classes.Length, support), device),
        };
        return new GroupedBatch(_draw.Images(x, device, (long)classes.Length * targets), groups);
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

    /// <summary>Appends the elements of D and the targets.</summary>
    private void DrawClass(int index, int support, int targets, List<float> d, List<float> x, Random random)
    {
        var order = _draw.DrawOrder(index, random);
        var (chosen, others) = (order[..support], order[support..]);
        var symmetry = _draw.DrawSymmetry(random);
        for (var i = 0; i < support; i++)
        {
            var element = _draw.DrawElement(index, chosen[i], symmetry, random);
            if (_resample)
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
        for (var i = 0; _resample && i < targets; i++)
        {
            var other = others[i % others.Length];
            ElementDraw.Append(x, _draw.DrawElement(index, other, symmetry, random), binarize: true, random);
        }
    }
}
