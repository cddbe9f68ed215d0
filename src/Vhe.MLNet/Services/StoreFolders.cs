namespace Vhe.MLNet.Services;

/// <summary>Which service has which store folder, so that no two write over each other's classes. Thread-safe.</summary>
internal sealed class StoreFolders
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, string> _services = new(
        OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);

    /// <summary>Takes a folder, in place of one taken before.</summary>
    /// <param name="service">The service's name.</param>
    /// <param name="folder">Its folder; null for none.</param>
    /// <returns>The name of another service that has it already, or null.</returns>
    public string? Take(string service, string? folder)
    {
        lock (_gate)
        {
            foreach (var path in _services.Where(item => item.Value == service).Select(item => item.Key).ToArray())
            {
                _services.Remove(path);
            }

            if (folder is null)
            {
                return null;
            }

            var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
            return _services.TryAdd(full, service) ? null : _services[full];
        }
    }
}
