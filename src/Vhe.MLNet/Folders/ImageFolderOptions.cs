namespace Vhe.MLNet;

/// <summary>The options of <c>LoadFromImageFolder</c>.</summary>
public sealed class ImageFolderOptions
{
    /// <summary>Which folders name the class of an image.</summary>
    public LabelFrom LabelFrom = LabelFrom.GroupAndFolder;

    /// <summary>
    /// Whether to descend into folders at any depth; otherwise only the folders directly in the root hold images.
    /// </summary>
    public bool Recursive = true;

    /// <summary>
    /// The most images to take of each class, the first in ordinal order of their paths; null for all. At least 1.
    /// </summary>
    public int? MaximumImagesPerClass;
}
