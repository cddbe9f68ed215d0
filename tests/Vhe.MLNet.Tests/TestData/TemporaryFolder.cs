namespace Vhe.MLNet.Tests.TestData;

/// <summary>A folder that is deleted with all that is in it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    /// <summary>The folder's path.</summary>
    public string Root { get; } = Directory.CreateTempSubdirectory("vhe-mlnet-").FullName;

    /// <summary>A path in the folder.</summary>
    /// <param name="parts">Names below the folder.</param>
    /// <returns>The path.</returns>
    public string this[params string[] parts] => Path.Combine([Root, .. parts]);

    /// <summary>Writes drawings as class/variant.png, or group/class/variant.png.</summary>
    /// <param name="kinds">The numbers of the classes.</param>
    /// <param name="count">Drawings of each.</param>
    /// <param name="below">The folder for them, below the root.</param>
    /// <returns>That folder.</returns>
    public string Draw(IEnumerable<int> kinds, int count, string below = "")
    {
        foreach (var kind in kinds)
        {
            for (var variant = 0; variant < count; variant++)
                Drawings.Save(this[below, Drawings.Names[kind], $"{variant:00}.png"], Drawings.Draw(kind, variant));
        }

        return this[below];
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Root, recursive: true);
}
