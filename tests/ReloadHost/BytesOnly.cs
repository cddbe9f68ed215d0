namespace ReloadHost;

/// <summary>A row with nothing but the bytes of an image's file.</summary>
public sealed class BytesOnly
{
    /// <summary>The bytes.</summary>
    public byte[] Picture { get; set; } = [];
}
