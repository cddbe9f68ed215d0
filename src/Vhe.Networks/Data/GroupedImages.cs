using System.Collections.ObjectModel;

namespace Vhe.Networks.Data;

/// <summary>
/// Images grouped by class: what a Variational Homoencoder is trained on, and what the support sets of a few-shot classifier are.
/// Everything is checked once, here, so that whoever holds one need not check again. Immutable as long as nobody changes the
/// image arrays, and then safe to share between threads.
/// </summary>
public sealed class GroupedImages
{
    /// <summary>Checks and groups images. The arrays are kept, not copied.</summary>
    /// <param name="shape">The shape of every image.</param>
    /// <param name="classes">The classes, each with at least one image. Their order is kept.</param>
    /// <exception cref="ArgumentException">
    /// The shape is empty; there is no class; a class has no name or no images; two names are the same or differ only in case or
    /// Unicode normal form; an image has another length than the shape's, or a value that is not in [0, 1]. The message names the
    /// class and, where there is one, the image's index in it.
    /// </exception>
    public GroupedImages(ImageShape shape, IEnumerable<ImageClass> classes)
        : this(shape, Check(shape, [], classes))
    {
    }

    private GroupedImages(ImageShape shape, ReadOnlyCollection<ImageClass> classes)
    {
        (Shape, Classes) = (shape, classes);
        ImageCount = classes.Sum(item => item.Images.Count);
    }

    /// <summary>The shape of every image.</summary>
    public ImageShape Shape { get; }

    /// <summary>The classes, in the order in which they came; at least one.</summary>
    public IReadOnlyList<ImageClass> Classes { get; }

    /// <summary>How many images all classes have together.</summary>
    public int ImageCount { get; }

    /// <summary>These classes and another, which alone is checked.</summary>
    internal GroupedImages With(ImageClass item) => new(Shape, Check(Shape, Classes, [item]));

    /// <summary>Some of these classes, which are not checked again.</summary>
    internal GroupedImages Only(IEnumerable<ImageClass> classes) => new(Shape, classes.ToList().AsReadOnly());

    /// <summary>Checks the images of one class, or queries; the message names them.</summary>
    internal static IReadOnlyList<float[]> Check(ImageShape shape, string name, IReadOnlyList<float[]> images)
        => Check(shape, [], [new ImageClass(name, images)])[0].Images;

    private static ReadOnlyCollection<ImageClass> Check(
        ImageShape shape, IReadOnlyList<ImageClass> known, IEnumerable<ImageClass> classes)
    {
        ArgumentNullException.ThrowIfNull(classes);
        if (shape.Length == 0)
            throw new ArgumentException("The image shape is empty.", nameof(shape));

        var kept = known.ToList();
        var names = known.ToDictionary(item => item.Name, item => item.Name, ClassNameComparer.Instance);
        foreach (var item in classes)
        {
            var problem = item is null
                ? $"Class {kept.Count} is null."
                : ProblemOfName(item.Name, kept.Count, names) ?? ProblemOfImages(item, shape);
            if (problem is not null)
                throw new ArgumentException(problem, nameof(classes));

            // The list is copied, the images are not: a list that grew later would bring in images that nobody has checked.
            kept.Add(item! with { Images = Array.AsReadOnly(item.Images.ToArray()), Group = item.Group ?? "" });
            names.Add(item.Name, item.Name);
        }

        return kept.Count > 0 ? kept.AsReadOnly() : throw new ArgumentException("There are no classes.", nameof(classes));
    }

    private static string? ProblemOfName(string? name, int index, Dictionary<string, string> names)
    {
        if (string.IsNullOrWhiteSpace(name))
            return $"Class {index} has no name.";

        if (!ClassNameComparer.IsUnicode(name))
            return $"The name of class {index}, '{name}', is no valid Unicode: it has half of a surrogate pair.";

        if (!names.TryGetValue(name, out var other))
            return null;

        return name == other
            ? $"There are two classes '{name}'. Rename one of them."
            : $"The classes '{other}' and '{name}' differ only in case or Unicode normal form. Rename one of them.";
    }

    private static string? ProblemOfImages(ImageClass item, ImageShape shape)
    {
        if (item.Images is null || item.Images.Count == 0)
            return $"Class '{item.Name}' has no images.";

        for (var index = 0; index < item.Images.Count; index++)
        {
            var problem = ProblemOfImage(item.Images[index], shape);
            if (problem is not null)
                return $"Image {index} of class '{item.Name}' {problem}";
        }

        return null;
    }

    private static string? ProblemOfImage(float[]? image, ImageShape shape)
    {
        if (image is null)
            return "is null.";

        if (image.Length != shape.Length)
            return $"has {image.Length} values; an image of {shape} has {shape.Length}.";

        // Written so that NaN is found as well.
        var position = Array.FindIndex(image, value => !(value >= 0f && value <= 1f));
        return position < 0 ? null : $"has the value {image[position]} at position {position}; values must be in [0, 1].";
    }
}
