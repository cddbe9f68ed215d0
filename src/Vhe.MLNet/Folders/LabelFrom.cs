namespace Vhe.MLNet;

/// <summary>Which folders name the class of an image in a folder tree.</summary>
public enum LabelFrom
{
    /// <summary>
    /// The last two folders below the root, joined by '/', for instance <c>Greek/alpha</c>; the only folder in a tree that is one
    /// folder deep. Classes of the same name in different groups stay apart. Two folders must not give the same class.
    /// </summary>
    GroupAndFolder,

    /// <summary>The last folder alone. Folders of the same name in different groups are one class.</summary>
    Folder,

    /// <summary>No folder: the label is empty, for instance for images to be classified.</summary>
    None,
}
