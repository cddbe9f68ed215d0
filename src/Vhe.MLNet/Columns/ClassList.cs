namespace Vhe.MLNet.Columns;

/// <summary>Collects images by class. Not thread-safe.</summary>
internal sealed class ClassList(string labelColumnName)
{
    private readonly Dictionary<string, ImageClass> _byName = new(ClassNameComparer.Instance);
    private readonly List<string> _order = [];

    /// <summary>Gives a class its place before its images come.</summary>
    /// <exception cref="InvalidDataException">Another class's name differs only in case or Unicode normal form, or the name is no
    /// valid Unicode.</exception>
    public void Announce(string name) => Find(name, "");

    /// <summary>Adds an image.</summary>
    /// <exception cref="InvalidDataException">Another class's name differs only in case or Unicode normal form, or the name is no
    /// valid Unicode.</exception>
    public void Add(string name, string group, float[] image)
    {
        var images = (List<float[]>)Find(name, group).Images;
        if (images.Count == 0)
            _byName[name] = _byName[name] with { Group = group };

        images.Add(image);
    }

    /// <summary>The classes, checked.</summary>
    /// <exception cref="InvalidDataException">There are no images, or too few classes, or a class has too few images.</exception>
    public IReadOnlyList<ImageClass> Finish(string imageColumnName, int minimum, bool everyAnnounced, int minimumClasses = 2)
    {
        var all = _order.ConvertAll(name => _byName[name]);
        var seen = all.FindAll(item => item.Images.Count > 0);
        if (seen.Count == 0)
            throw new InvalidDataException($"There are no images: column '{imageColumnName}' has no rows.");

        var expected = everyAnnounced ? all : seen;
        var poor = expected.FindAll(item => item.Images.Count < minimum);
        if (poor.Count > 0)
        {
            var names = string.Join(", ", poor.Take(5).Select(item => $"'{item.Name}' ({item.Images.Count})"));
            throw new InvalidDataException(
                $"{poor.Count} of {expected.Count} classes in column '{labelColumnName}' have fewer than {minimum} "
                + $"{(minimum == 1 ? "image" : "images")}: {names}{(poor.Count > 5 ? ", ..." : "")}.");
        }

        return expected.Count >= minimumClasses
            ? expected
            : throw new InvalidDataException(
                $"Column '{labelColumnName}' has one class, '{expected[0].Name}'; at least two are needed.");
    }

    private ImageClass Find(string name, string group)
    {
        if (!_byName.TryGetValue(name, out var found))
        {
            if (!ClassNameComparer.IsUnicode(name))
            {
                throw new InvalidDataException(
                    $"Column '{labelColumnName}': the label '{name}' is no valid Unicode: it has half of a surrogate pair.");
            }

            found = new ImageClass(name, new List<float[]>(), group);
            _byName.Add(name, found);
            _order.Add(name);
        }

        return found.Name == name
            ? found
            : throw new InvalidDataException(
                $"Column '{labelColumnName}': the labels '{found.Name}' and '{name}' differ only in case or Unicode normal "
                + "form.");
    }
}
