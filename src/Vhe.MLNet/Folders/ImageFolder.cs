using System.IO.Enumeration;
using Vhe.MLNet.Images;

namespace Vhe.MLNet.Folders;

/// <summary>Lists the images of a folder tree, names their classes, and reads them. Stateless.</summary>
internal static class ImageFolder
{
    private static readonly HashSet<string> Extensions =
        new([".png", ".jpg", ".jpeg", ".bmp", ".gif"], StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Lists one image or more, in the ordinal order of the paths below the root, the same on every machine. Opens none.
    /// </summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="InvalidDataException">
    /// There are no images, an image is in no class's folder, two folders give one class (<see cref="LabelFrom.GroupAndFolder"/>
    /// only), or two classes have names that differ only in case or Unicode normal form. The message names the folders, the file
    /// or both classes.
    /// </exception>
    public static IReadOnlyList<ImageFile> List(string root, ImageFolderOptions options)
    {
        if (!Directory.Exists(root))
            throw new DirectoryNotFoundException($"There is no folder '{root}'.");

        var files = Files(root, options.Recursive);
        if (files.Count == 0)
        {
            throw new InvalidDataException(
                $"Folder '{root}' holds no images ({string.Join(", ", Extensions)})"
                + $"{(options.Recursive ? "" : " in the folders directly in it")}.");
        }

        var images = files.ConvertAll(file => Describe(root, file, options.LabelFrom));
        CheckNames(images, options.LabelFrom);
        return options.MaximumImagesPerClass is { } most
            ? [.. images.GroupBy(image => image.Label, StringComparer.Ordinal).SelectMany(group => group.Take(most))]
            : images;
    }

    /// <summary>Reads images, grouped by label in the order of the first image of each class.</summary>
    /// <exception cref="ArgumentException">There are no files, or a class has no name or one that is like another's.</exception>
    /// <exception cref="InvalidDataException">An image cannot be read; the message names the file.</exception>
    public static GroupedImages Read(IEnumerable<ImageFile> files, GlyphSettings settings)
        => new(
            new ImageShape(1, settings.Height, settings.Width),
            files.GroupBy(file => file.Label, StringComparer.Ordinal).Select(group => new ImageClass(
                group.Key,
                [.. group.Select(file => GlyphInput.FromFile(file.ImagePath).Render(settings))],
                group.First().Group)));

    // Hidden files are skipped. Links to files are followed, links to folders are not: one to a folder above would never end.
    private static List<string> Files(string root, bool recursive)
    {
        var options = new EnumerationOptions
        {
            RecurseSubdirectories = true,
            MaxRecursionDepth = recursive ? int.MaxValue : 1,
            IgnoreInaccessible = false,
            AttributesToSkip = FileAttributes.Hidden | FileAttributes.System,
        };
        var paths = new FileSystemEnumerable<string>(root, (ref FileSystemEntry entry) => entry.ToFullPath(), options)
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry)
                => !entry.IsDirectory && Extensions.Contains(Path.GetExtension(entry.FileName).ToString()),
            ShouldRecursePredicate = (ref FileSystemEntry entry) => !entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
        };
        var files = paths.Select(path => Path.GetRelativePath(root, path).Replace(Path.DirectorySeparatorChar, '/')).ToList();
        files.Sort(StringComparer.Ordinal);
        return files;
    }

    private static ImageFile Describe(string root, string file, LabelFrom labelFrom)
    {
        var folders = file.Split('/')[..^1];
        if (folders.Length == 0 && labelFrom != LabelFrom.None)
        {
            throw new InvalidDataException(
                $"Image '{Path.Combine(root, file)}' lies directly in the root folder, so that nothing names its class. Move it "
                + $"into a class's folder, or load with {nameof(LabelFrom)}.{nameof(LabelFrom.None)}.");
        }

        return new ImageFile
        {
            ImagePath = Path.Combine(root, file),
            Group = folders.Length > 1 ? folders[^2] : "",
            Label = labelFrom switch
            {
                LabelFrom.GroupAndFolder => string.Join('/', folders.TakeLast(2)),
                LabelFrom.Folder => folders[^1],
                _ => "",
            },
        };
    }

    private static void CheckNames(List<ImageFile> images, LabelFrom labelFrom)
    {
        var names = new Dictionary<string, ImageFile>(ClassNameComparer.Instance);
        foreach (var image in images)
        {
            if (names.TryAdd(image.Label, image))
                continue;

            var first = names[image.Label];
            if (first.Label != image.Label)
            {
                throw new InvalidDataException(
                    $"The classes '{first.Label}' and '{image.Label}' differ only in case or Unicode normal form (for instance "
                    + $"'{first.ImagePath}' and '{image.ImagePath}'). Rename or merge their folders.");
            }

            // The two folders that a label is made of may lie in different folders further up.
            var (folder, other) = (Path.GetDirectoryName(first.ImagePath), Path.GetDirectoryName(image.ImagePath));
            if (labelFrom == LabelFrom.GroupAndFolder && folder != other)
            {
                throw new InvalidDataException(
                    $"The folders '{folder}' and '{other}' both give the class '{image.Label}'. Merge the two, or rename one or "
                    + "the folder that it is in.");
            }
        }
    }
}
