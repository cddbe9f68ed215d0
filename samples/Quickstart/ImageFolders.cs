using Microsoft.ML;
using Vhe.MLNet;

namespace Quickstart;

/// <summary>Lists the images of one or several folders.</summary>
internal static class ImageFolders
{
    /// <summary>Lists images with their classes. Of several folders each one's name goes before the names of its classes, which
    /// keeps classes of the same name in different folders apart.</summary>
    public static IReadOnlyList<ImageFile> List(MLContext mlContext, IReadOnlyList<string> folders)
        => [.. folders.SelectMany(folder => List(mlContext, folder, folders.Count > 1))];

    private static IEnumerable<ImageFile> List(MLContext mlContext, string folder, bool named)
    {
        var view = mlContext.Data.LoadFromImageFolder(folder);
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        foreach (var image in mlContext.Data.CreateEnumerable<ImageFile>(view, reuseRowObject: false))
        {
            yield return !named ? image : new ImageFile
            {
                ImagePath = image.ImagePath,
                Label = $"{name}/{image.Label}",
                Group = image.Group.Length == 0 ? name : $"{name}/{image.Group}",
            };
        }
    }
}
