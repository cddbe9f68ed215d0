using Vhe.Networks.Distributions;

namespace Vhe.Networks.Data;

/// <summary>The stylized color data of section 4.3: each image is redrawn in one of 30 random styles, whatever its
/// class.</summary>
public static class StylizedGlyphs
{
    /// <summary>The number of styles in the paper.</summary>
    public const int PaperStyles = 30;

    /// <summary>Redraws gray images in random styles.</summary>
    /// <param name="glyphs">Gray images, of one channel.</param>
    /// <param name="seed">The same seed gives the same styles and the same images in each.</param>
    /// <param name="styles">How many styles, 1 or more.</param>
    /// <returns>
    /// Images of 3 x H x W: the amounts of cyan, magenta and yellow ink, that is 1 less red, green and blue, so that paper is
    /// white and 0 as everywhere; and the style of each image, by its number in <see cref="Styles"/>.
    /// </returns>
    /// <exception cref="ArgumentException">The images have more than one channel.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are to be no styles.</exception>
    public static FactorialImages Create(GroupedImages glyphs, long seed, int styles = PaperStyles)
    {
        ArgumentNullException.ThrowIfNull(glyphs);
        var (channels, height, width) = glyphs.Shape;
        if (channels != 1)
        {
            throw new ArgumentException($"Styles are for gray images of one channel; these are {glyphs.Shape}.", nameof(glyphs));
        }

        var drawn = Styles(seed, styles);
        var random = new Random(unchecked((int)SeededGenerator.Derive(seed, 1)));
        int[][] assigned = [.. glyphs.Classes.Select(item => item.Images.Select(_ => random.Next(styles)).ToArray())];
        var classes = glyphs.Classes.Select((item, k) =>
            item with { Images = [.. item.Images.Select((image, i) => drawn[assigned[k][i]].Apply(image, height, width))] });
        return new FactorialImages(new GroupedImages(new ImageShape(3, height, width), classes), assigned);
    }

    /// <summary>The styles that a seed gives.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="styles">How many, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are to be no styles.</exception>
    public static IReadOnlyList<DrawingStyle> Styles(long seed, int styles = PaperStyles) =>
        DrawingStyle.Draw(styles, SeededGenerator.Derive(seed, 0));
}
