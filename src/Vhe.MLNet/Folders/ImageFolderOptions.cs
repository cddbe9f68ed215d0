namespace Vhe.MLNet;

/// <summary>
/// Which images of a folder tree to take, and what names their classes: the options of <c>LoadFromImageFolder</c>.
/// </summary>
public sealed class ImageFolderOptions
{
    /// <summary>Which folders name the class of an image. The last two by default, for instance <c>Greek/alpha</c>.</summary>
    public LabelFrom LabelFrom = LabelFrom.GroupAndFolder;

    /// <summary>Whether to take images at any depth (the default), or only those in folders directly in the root.</summary>
    public bool Recursive = true;

    /// <summary>
    /// The most images to take of each class, 1 or more: the first in the ordinal order of the paths. Null (the default) for all.
    /// </summary>
    public int? MaximumImagesPerClass;
}
