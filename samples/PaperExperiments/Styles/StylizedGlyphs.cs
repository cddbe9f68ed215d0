using Vhe.Networks.Data;
using Vhe.Networks.Distributions;
using Vhe.Networks;

namespace PaperExperiments.Styles;

/// <summary>The stylized color data of section 4.3: each image is redrawn in one of 30 random styles, whatever its
/// class.</summary>
internal static class StylizedGlyphs
{
    /// <summary>The number of styles in the paper.</summary>
    public const int PaperStyles = 30;

    /// <summary>Redraws gray images in random styles.</summary>
    public static FactorialImages Create(GroupedImages glyphs, long seed, int styles = PaperStyles)
    {
        ArgumentNullException.ThrowIfNull(glyphs);
        var (channels, height, width) = glyphs.Shape;
        if (channels != 1)
            throw new ArgumentException($"Styles are for gray images of one channel; these are {glyphs.Shape}.", nameof(glyphs));

        var drawn = Styles(seed, styles);
        var random = new Random(unchecked((int)SeededGenerator.Derive(seed, 1)));
        int[][] assigned = [.. glyphs.Classes.Select(item => item.Images.Select(_ => random.Next(styles)).ToArray())];
        var classes = glyphs.Classes.Select((item, k)
            => item with { Images = [.. item.Images.Select((image, i) => drawn[assigned[k][i]].Apply(image, height, width))] });
        return new FactorialImages(new GroupedImages(new ImageShape(3, height, width), classes), assigned);
    }

    /// <summary>The styles that a seed gives.</summary>
    public static IReadOnlyList<DrawingStyle> Styles(long seed, int styles = PaperStyles)
        => DrawingStyle.Draw(styles, SeededGenerator.Derive(seed, 0));
}
