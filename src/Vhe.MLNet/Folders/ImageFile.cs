namespace Vhe.MLNet;

/// <summary>
/// An image file of a folder tree: a row of <c>LoadFromImageFolder</c>, whose columns are named as these properties.
/// </summary>
public sealed class ImageFile
{
    /// <summary>The path of the image file.</summary>
    public string ImagePath { get; set; } = "";

    /// <summary>The class, named by folders as <see cref="LabelFrom"/> says; empty where there is none.</summary>
    public string Label { get; set; } = "";

    /// <summary>
    /// The folder above the folder of the class, for instance the alphabet of a character; empty where there is none.
    /// </summary>
    public string Group { get; set; } = "";
}
