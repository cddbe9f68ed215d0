using Vhe.Networks.Data;
using Vhe.Networks.Models;

namespace Vhe.Benchmarks;

/// <summary>What is measured: a network of a preset's sizes, and images that cost as much as real ones.</summary>
internal static class Subject
{
    /// <summary>The sizes of micro-benchmarks, which run in this process.</summary>
    public static PixelCnnVheOptions Sizes { get; set; } = PixelCnnVheOptions.Paper;

    /// <summary>The sizes of a preset.</summary>
    public static PixelCnnVheOptions SizesOf(string preset)
        => preset == "tiny" ? PixelCnnVheOptions.Tiny : PixelCnnVheOptions.Paper;

    /// <summary>Gray noise: a hundred classes of twenty images.</summary>
    public static GroupedImages Images(PixelCnnVheOptions sizes)
    {
        var random = new Random(1);
        var classes = Enumerable.Range(0, 100).Select(k => new ImageClass(
            $"class {k}",
            [.. Enumerable.Range(0, 20).Select(_ => Image(random, sizes.Height * sizes.Width))]));
        return new GroupedImages(new Vhe.Networks.ImageShape(1, sizes.Height, sizes.Width), classes);
    }

    private static float[] Image(Random random, int length) => [.. Enumerable.Range(0, length).Select(_ => random.NextSingle())];
}
