using Vhe.Networks.Distributions;

namespace Vhe.Networks.Data;

/// <summary>What all samplers of grouped images share: which classes are met, what an element looks like, and its binarization.
/// Safe for concurrent use.</summary>
internal sealed class ElementDraw
{
    private readonly GroupedImages _images;
    private readonly Augmentation _augmentation;
    private readonly long _seed;
    private readonly long[] _cumulative;

    /// <summary>Prepares the draw.</summary>
    public ElementDraw(GroupedImages images, Augmentation augmentation, long seed)
    {
        if (images.Classes.FirstOrDefault(c => c.Images.Count < 2) is { } small)
        {
            throw new ArgumentException(
                $"Class '{small.Name}' has {small.Images.Count} image; training needs two at least in each class.", nameof(images));
        }

        (_images, _augmentation, _seed) = (images, augmentation, seed);
        _cumulative = new long[images.Classes.Count];
        long total = 0;
        for (var i = 0; i < _cumulative.Length; i++)
            _cumulative[i] = total += images.Classes[i].Images.Count;
    }

    /// <summary>The randomness of a batch, which depends on the seed and its number alone.</summary>
    public Random RandomOf(long number) => new(unchecked((int)SeededGenerator.Derive(_seed, number)));

    /// <summary>Draws the classes of a batch, and |D|, which leaves each of them an element for x.</summary>
    public (int[] Classes, int Support) DrawClasses(SamplingOptions options, Random random)
    {
        int[] classes = [.. Enumerable.Range(0, options.ClassesPerBatch).Select(_ => DrawClass(random))];
        var support = random.Next(options.MinSupport, options.MaxSupport + 1);
        return (classes, Math.Min(support, classes.Min(k => _images.Classes[k].Images.Count) - 1));
    }

    /// <summary>The images of a class in random order.</summary>
    public int[] DrawOrder(int index, Random random)
    {
        int[] order = [.. Enumerable.Range(0, _images.Classes[index].Images.Count)];
        random.Shuffle(order);
        return order;
    }

    /// <summary>Images as a tensor [..., C, H, W] of the caller's outer scope.</summary>
    public Tensor Images(List<float> pixels, Device device, params long[] count)
    {
        long[] shape = [.. count, _images.Shape.Channels, _images.Shape.Height, _images.Shape.Width];
        return Keep(tensor(pixels.ToArray()).view(shape), device);
    }

    /// <summary>The classes of a batch, each of so many targets next to each other, in the caller's outer scope.</summary>
    public Groups ClassesOf(int[] classes, List<float> d, int support, long targets, Device device)
    {
        var numbers = NumberTensor.Range(classes.Length, int64);
        return new Groups(
            Images(d, device, classes.Length, support),
            Keep(numbers.repeat_interleave(targets), device),
            Keep(numbers.Times(targets), device),
            Keep(tensor(Array.ConvertAll(classes, Size)), device));
    }

    public static Tensor Keep(Tensor value, Device device) => value.to(device).MoveToOuterDisposeScope();

    /// <summary>Draws the class of an element. Each element is as likely as every other: a class in proportion to its size.</summary>
    public int DrawClass(Random random)
    {
        var index = Array.BinarySearch(_cumulative, random.NextInt64(_cumulative[^1]) + 1);
        return index >= 0 ? index : ~index;
    }

    /// <summary>|X|: how many elements a class has, affine copies included.</summary>
    public float Size(int index) => _images.Classes[index].Images.Count * (float)_augmentation.AffineCopies;

    /// <summary>Draws the rotation or reflection of a group, where those make new ones.</summary>
    public int DrawSymmetry(Random random)
        => _augmentation.RotationsAsClasses ? random.Next(Symmetry.Count(_images.Shape)) : 0;

    /// <summary>Draws one of the elements that an image stands for.</summary>
    public float[] DrawElement(int index, int image, int symmetry, Random random)
    {
        var source = _images.Classes[index].Images[image];
        var copy = random.Next(_augmentation.AffineCopies);
        if (copy > 0)
        {
            // The copies of an image are the same at every step: |X| counts them.
            var seed = SeededGenerator.Derive(SeededGenerator.Derive(SeededGenerator.Derive(_seed, index), image), copy);
            source = AffineJitter.Copy(_augmentation, source, _images.Shape, new Random(unchecked((int)seed)));
        }

        return Symmetry.Apply(source, _images.Shape, symmetry);
    }

    /// <summary>Adds an image to a batch.</summary>
    public static void Append(List<float> pixels, float[] image, bool binarize, Random random)
        => pixels.AddRange(binarize ? Binarization.Draw(image, random) : image);
}
