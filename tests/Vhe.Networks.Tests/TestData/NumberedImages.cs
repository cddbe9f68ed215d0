namespace Vhe.Networks.Tests.TestData;

/// <summary>Binary 8 x 8 images that carry the numbers of their class and of themselves in two rows of pixels, so that they can
/// be told apart in a batch. No symmetry maps one of them onto another.</summary>
internal static class NumberedImages
{
    private const int Side = 8;

    /// <summary>Classes of so many images each.</summary>
    public static GroupedImages Create(params int[] sizes) => new(TinyNetwork.Shape, sizes.Select((size, index)
        => new ImageClass($"class {index}", Enumerable.Range(0, size).Select(image => Image(index, image)).ToArray())));

    /// <summary>One image: a mark in a corner, then the bits of the two numbers.</summary>
    public static float[] Image(int index, int image)
    {
        var pixels = new float[Side * Side];
        pixels[0] = pixels[1] = pixels[Side] = 1;
        pixels[2] = 1;
        for (var bit = 0; bit < 6; bit++)
        {
            pixels[(3 * Side) + bit] = (index >> bit) & 1;
            pixels[(4 * Side) + bit] = (image >> bit) & 1;
        }

        return pixels;
    }

    /// <summary>The numbers of an image that was not moved.</summary>
    public static (int Class, int Image) Read(float[] pixels)
    {
        var (index, image) = (0, 0);
        for (var bit = 0; bit < 6; bit++)
        {
            index |= (int)pixels[(3 * Side) + bit] << bit;
            image |= (int)pixels[(4 * Side) + bit] << bit;
        }

        return (index, image);
    }

    /// <summary>Which symmetry was applied to an image, and the image before.</summary>
    public static (int Symmetry, float[] Image) Straighten(float[] pixels)
        => (from index in Enumerable.Range(0, 8)
         from inverse in Enumerable.Range(0, 8)
         select (index, Image: Symmetry.Apply(pixels, TinyNetwork.Shape, inverse)))
            .First(item => item.Image[0] + item.Image[1] + item.Image[2] + item.Image[Side] == 4
                && Symmetry.Apply(item.Image, TinyNetwork.Shape, item.index).SequenceEqual(pixels));
}
