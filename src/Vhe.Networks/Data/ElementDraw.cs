using Vhe.Networks.Distributions;

namespace Vhe.Networks.Data;

/// <summary>What all samplers of grouped images share: which classes are met, what an element looks like, and its binarization.
/// Safe for concurrent use.</summary>
internal sealed class ElementDraw
{
    private readonly GroupedImages _images;
    private readonly Augmentation _augmentation;
    private readonly AffineJitter _jitter;
    private readonly long _seed;
    private readonly long[] _cumulative;

    /// <summary>Prepares the draw.</summary>
    /// <param name="images">The classes; each needs two images at least.</param>
    /// <param name="augmentation">New classes and elements made from the images.</param>
    /// <param name="seed">Seeds the affine copies.</param>
    /// <exception cref="ArgumentException">A class has fewer than two images; the message names it.</exception>
    public ElementDraw(GroupedImages images, Augmentation augmentation, long seed)
    {
        if (images.Classes.FirstOrDefault(c => c.Images.Count < 2) is { } small)
        {
            throw new ArgumentException(
                $"Class '{small.Name}' has {small.Images.Count} image; training needs two at least in each class.", nameof(images));
        }

        (_images, _augmentation, _seed) = (images, augmentation, seed);
        _jitter = new AffineJitter(augmentation);
        _cumulative = new long[images.Classes.Count];
        long total = 0;
        for (var i = 0; i < _cumulative.Length; i++)
        {
            _cumulative[i] = total += images.Classes[i].Images.Count;
        }
    }

    /// <summary>Draws the class of an element. Each element is as likely as every other: a class in proportion to its size.</summary>
    public int DrawClass(Random random)
    {
        var index = Array.BinarySearch(_cumulative, random.NextInt64(_cumulative[^1]) + 1);
        return index >= 0 ? index : ~index;
    }

    /// <summary>|X|: how many elements a class has, affine copies included.</summary>
    public float Size(int index) => _images.Classes[index].Images.Count * (float)_augmentation.AffineCopies;

    /// <summary>Draws the rotation or reflection of a group, where those make new ones.</summary>
    public int DrawSymmetry(Random random) =>
        _augmentation.RotationsAsClasses ? random.Next(Symmetry.Count(_images.Shape)) : 0;

    /// <summary>Draws one of the elements that an image stands for.</summary>
    /// <param name="index">The class.</param>
    /// <param name="image">The image in it.</param>
    /// <param name="symmetry">The symmetry of its group.</param>
    /// <param name="random">Where the randomness comes from.</param>
    /// <returns>Gray pixels; the image itself where nothing changes it.</returns>
    public float[] DrawElement(int index, int image, int symmetry, Random random)
    {
        var source = _images.Classes[index].Images[image];
        var copy = random.Next(_augmentation.AffineCopies);
        if (copy > 0)
        {
            // The copies of an image are the same at every step: |X| counts them.
            var seed = SeededGenerator.Derive(SeededGenerator.Derive(SeededGenerator.Derive(_seed, index), image), copy);
            source = _jitter.Copy(source, _images.Shape, new Random(unchecked((int)seed)));
        }

        return Symmetry.Apply(source, _images.Shape, symmetry);
    }

    /// <summary>Adds an image to a batch.</summary>
    /// <param name="pixels">What the image is added to.</param>
    /// <param name="image">Gray pixels.</param>
    /// <param name="binarize">Whether; gray otherwise.</param>
    /// <param name="random">Where the randomness comes from.</param>
    public static void Append(List<float> pixels, float[] image, bool binarize, Random random) =>
        pixels.AddRange(binarize ? DynamicBinarization.Draw(image, random) : image);
}
