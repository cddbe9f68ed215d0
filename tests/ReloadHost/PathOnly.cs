namespace ReloadHost;

/// <summary>A row with nothing but the path of an image.</summary>
public sealed class PathOnly
{
    /// <summary>The path.</summary>
    public string ImagePath { get; set; } = "";
}
