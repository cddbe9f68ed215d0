namespace Vhe.Networks.Data;

/// <summary>Images that are grouped in two ways at once (Figure 2, right): each is of a class and of a style. Immutable as long
/// as nobody changes the image arrays, and then safe to share between threads.</summary>
public sealed class FactorialImages
{
    /// <summary>Checks and groups the images.</summary>
    /// <param name="images">The images, by class.</param>
    /// <param name="styles">[class][image]: the style of every image, a number from 0.</param>
    /// <exception cref="ArgumentException">The styles are not one for each image, or one is negative; the message names the
    /// class.</exception>
    public FactorialImages(GroupedImages images, IReadOnlyList<IReadOnlyList<int>> styles)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(styles);
        if (styles.Count != images.Classes.Count)
        {
            throw new ArgumentException(
                $"There are styles for {styles.Count} classes; there are {images.Classes.Count}.", nameof(styles));
        }

        var members = new SortedDictionary<int, List<(int Class, int Image)>>();
        for (var k = 0; k < styles.Count; k++)
        {
            var (name, count) = (images.Classes[k].Name, images.Classes[k].Images.Count);
            if (styles[k] is null || styles[k].Count != count || styles[k].Any(style => style < 0))
            {
                throw new ArgumentException(
                    $"Class '{name}' needs a style, 0 or more, for each of its {count} images.", nameof(styles));
            }

            for (var i = 0; i < count; i++)
            {
                if (!members.TryGetValue(styles[k][i], out var list))
                    members.Add(styles[k][i], list = []);

                list.Add((k, i));
            }
        }

        Images = images;
        Styles = styles.Select(item => Array.AsReadOnly(item.ToArray())).ToArray();
        Members = members.ToDictionary(item => item.Key, item => (IReadOnlyList<(int, int)>)item.Value.AsReadOnly());
    }

    /// <summary>The images, by class.</summary>
    public GroupedImages Images { get; }

    /// <summary>[class][image]: the style of every image.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Styles { get; }

    /// <summary>The images of each style that there is.</summary>
    public IReadOnlyDictionary<int, IReadOnlyList<(int Class, int Image)>> Members { get; }
}
