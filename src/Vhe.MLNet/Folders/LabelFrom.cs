namespace Vhe.MLNet;

/// <summary>Which folders name the class of an image.</summary>
public enum LabelFrom
{
    /// <summary>
    /// The last two folders below the root, joined by '/', for instance <c>Greek/alpha</c>; in a tree that is one folder deep,
    /// the one folder. Classes of the same name in different groups stay apart; groups of the same name in different folders
    /// must not have a class in common.
    /// </summary>
    GroupAndFolder,

    /// <summary>The last folder alone: folders of the same name in different groups are one class.</summary>
    Folder,

    /// <summary>No folder: the images have no label (an empty text), for instance because they are to be classified.</summary>
    None,
}
