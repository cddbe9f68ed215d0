using Microsoft.ML;
using Samples;
using Vhe.MLNet;
using Vhe.Networks.Data;
using Vhe.Networks.Models;

namespace Report;

/// <summary>The classes that the model was not trained on.</summary>
internal sealed class NewClasses
{
    /// <summary>Examples of each class that a classifier learns from.</summary>
    public const int Shots = 5;

    /// <summary>The most classes to tell apart, as in the literature.</summary>
    public const int MostWays = 20;

    // The saved classifier is tested on so many images of each class: a whole folder takes a large model minutes.
    private const int MostOthers = 5;

    private readonly List<IGrouping<string, ImageFile>> _classes;

    /// <summary>Reads all new classes at the size that a network takes.</summary>
    /// <exception cref="InvalidDataException">Fewer than two classes have enough images, or an image cannot be read.</exception>
    public NewClasses(MLContext mlContext, IReadOnlyList<string> folders, PixelCnnVheOptions network)
    {
        var all = GlyphFolders.List(mlContext, folders).GroupBy(image => image.Label, StringComparer.Ordinal).ToList();
        _classes = all.FindAll(images => images.Count() > Shots);
        LeftOut = all.Count - _classes.Count;
        if (_classes.Count < 2)
        {
            throw new InvalidDataException(
                $"{string.Join(", ", folders)}: {_classes.Count} of {all.Count} classes have {Shots + 1} images or more; "
                + "at least two are needed, five images of each to learn from and the others to test on.");
        }

        Images = GlyphFolders.Read(mlContext, _classes.SelectMany(images => images), network);
    }

    /// <summary>How many classes to tell apart: 20, or all of them.</summary>
    public int Ways => Math.Min(MostWays, _classes.Count);

    /// <summary>How many classes have too few images.</summary>
    public int LeftOut { get; }

    /// <summary>All images in memory.</summary>
    public GroupedImages Images { get; }

    /// <summary>The first images of the first classes: the examples of the saved classifier.</summary>
    public IEnumerable<ImageFile> Examples => _classes.Take(Ways).SelectMany(images => images.Take(Shots));

    /// <summary>Other images of the same classes.</summary>
    public IEnumerable<ImageFile> Others => _classes.Take(Ways).SelectMany(images => images.Skip(Shots).Take(MostOthers));

    /// <summary>One other image of each of those classes.</summary>
    public IReadOnlyList<string> OtherPaths => [.. _classes.Take(Ways).Select(images => images.ElementAt(Shots).ImagePath)];
}
