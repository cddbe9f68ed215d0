using Microsoft.ML;
using Vhe.MLNet;
using Vhe.Networks;
using Vhe.Networks.Data;
using Vhe.Networks.Models;

namespace Quickstart;

/// <summary>The classes that the model has never seen.</summary>
internal sealed class NewClasses
{
    /// <summary>Examples of each class that a classifier learns from.</summary>
    public const int Shots = 5;

    /// <summary>The most classes to tell apart, as in the literature.</summary>
    public const int MostWays = 20;

    // What the saved classifier is measured on, of each class: the whole folder would take a large model minutes.
    private const int MostOthers = 5;

    private readonly MLContext _mlContext;
    private readonly IReadOnlyList<IGrouping<string, ImageFile>> _classes;

    private NewClasses(MLContext mlContext, IReadOnlyList<IGrouping<string, ImageFile>> classes, int leftOut, GroupedImages images)
    {
        (_mlContext, _classes, LeftOut, Images) = (mlContext, classes, leftOut, images);
        Ways = Math.Min(MostWays, classes.Count);
    }

    /// <summary>Classes to tell apart: 20, or as many as there are.</summary>
    public int Ways { get; }

    /// <summary>How many classes have too few images to measure anything.</summary>
    public int LeftOut { get; }

    /// <summary>All images in memory.</summary>
    public GroupedImages Images { get; }

    /// <summary>The first images of the first classes: the examples of the classifier to be saved.</summary>
    public IDataView Examples => View(images => images.Take(Shots));

    /// <summary>Other images of the same classes.</summary>
    public IDataView Others => View(images => images.Skip(Shots).Take(MostOthers));

    /// <summary>One other image of each of those classes.</summary>
    public IReadOnlyList<string> OtherPaths => [.. _classes.Take(Ways).Select(images => images.ElementAt(Shots).ImagePath)];

    /// <summary>Reads all new classes at the size that a network takes.</summary>
    /// <exception cref="InvalidDataException">There are not two classes of enough images, or an image cannot be read.</exception>
    public static NewClasses Read(MLContext mlContext, IReadOnlyList<string> folders, PixelCnnVheOptions network)
    {
        var all = ImageFolders.List(mlContext, folders).GroupBy(image => image.Label, StringComparer.Ordinal).ToList();
        var classes = all.Where(images => images.Count() > Shots).ToList();
        if (classes.Count < 2)
        {
            throw new InvalidDataException(
                $"{string.Join(", ", folders)}: {classes.Count} of {all.Count} classes have {Shots + 1} images or more; "
                + "two are needed, to learn from five and to test on the others.");
        }

        var files = mlContext.Data.LoadFromEnumerable(classes.SelectMany(images => images));
        var glyphs = mlContext.Transforms.LoadGlyphs(height: network.Height, width: network.Width).Fit(files).Transform(files);
        var images = mlContext.Data.CreateEnumerable<Glyph>(glyphs, reuseRowObject: false)
            .GroupBy(glyph => glyph.Label, StringComparer.Ordinal)
            .Select(group => new ImageClass(group.Key, [.. group.Select(glyph => glyph.Image)], group.First().Group));
        var shape = new ImageShape(1, network.Height, network.Width);
        return new NewClasses(mlContext, classes, all.Count - classes.Count, new GroupedImages(shape, images));
    }

    private IDataView View(Func<IEnumerable<ImageFile>, IEnumerable<ImageFile>> choose)
        => _mlContext.Data.LoadFromEnumerable(_classes.Take(Ways).SelectMany(choose));

    private sealed class Glyph
    {
        public string Label { get; set; } = "";

        public string Group { get; set; } = "";

        public float[] Image { get; set; } = [];
    }
}
