namespace Vhe.MLNet;

/// <summary>A row of what <c>LoadFromImageFolder</c> gives; the columns have the names of these properties.</summary>
public sealed class ImageFile
{
    /// <summary>The path of the image file.</summary>
    public string ImagePath { get; set; } = "";

    /// <summary>The class, named by folders as <see cref="LabelFrom"/> says; empty where there is none.</summary>
    public string Label { get; set; } = "";

    /// <summary>
    /// The folder above the class's folder, for instance the alphabet of a character; empty where there is none.
    /// </summary>
    public string Group { get; set; } = "";
}
