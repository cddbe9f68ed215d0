using Microsoft.Extensions.Options;
using Vhe.Networks.Native;

namespace Vhe.MLNet.Services;

/// <summary>Finds all invalid options at once, before anything is loaded: by their annotations, then what annotations cannot
/// express. Messages name the service, the option and its value.</summary>
internal sealed partial class FewShotOptionsValidator : IValidateOptions<FewShotServiceOptions>
{
    private readonly Annotations _annotations = new();
    private readonly Lock _gate = new();

    // Which service has which store folder: two would overwrite each other's classes.
    private readonly Dictionary<string, string> _storeOwners = new(
        OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);

    public ValidateOptionsResult Validate(string? name, FewShotServiceOptions options)
    {
        var annotated = _annotations.Validate(name, options).Failures ?? [];
        string[] problems = [.. annotated.Select(failure => WithValue(failure, options)), .. Others(name ?? "", options)];
        return problems.Length == 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(problems.Select(problem => $"Few-shot service '{name}': {problem}"));
    }

    // The generated validator writes "Option: problem.", without the value.
    private static string WithValue(string failure, FewShotServiceOptions options)
        => typeof(FewShotServiceOptions).GetProperty(failure.Split(':')[0])?.GetValue(options) is { } value
            ? $"{failure} It is '{value}'."
            : failure;

    private IEnumerable<string> Others(string service, FewShotServiceOptions options)
    {
        if (!string.IsNullOrWhiteSpace(options.SupportFolder) && !Directory.Exists(options.SupportFolder))
            yield return $"{nameof(options.SupportFolder)}: there is no folder '{options.SupportFolder}'.";

        if (options.ModelPath is { } model && !File.Exists(model))
            yield return $"{nameof(options.ModelPath)}: there is no file '{model}'.";

        if (options.ModelCheckInterval is { } interval && options.ModelPath is null)
            yield return $"{nameof(options.ModelCheckInterval)}: '{interval}' has no effect, as there is no ModelPath.";

        if (options.Device != "cpu" && !ComputeDevice.IsCuda(options.Device ?? "", out _))
            yield return $"{nameof(options.Device)}: '{options.Device}' is unknown; use 'cpu', 'cuda' or 'cuda:1'.";

        if (options.StoreFolder is { } store && (string.IsNullOrWhiteSpace(store) || File.Exists(store)))
        {
            yield return $"{nameof(options.StoreFolder)}: '{store}' is not a folder.";
        }
        else if (OtherOwner(service, options.StoreFolder) is { } other)
        {
            yield return $"{nameof(options.StoreFolder)}: '{options.StoreFolder}' belongs to service '{other}' already.";
        }
    }

    /// <summary>Claims a store folder for a service, in place of one that it claimed before; the service that owns it already, if
    /// any.</summary>
    private string? OtherOwner(string service, string? folder)
    {
        lock (_gate)
        {
            foreach (var (path, _) in _storeOwners.Where(item => item.Value == service).ToArray())
                _storeOwners.Remove(path);

            if (folder is null)
                return null;

            var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
            return _storeOwners.TryAdd(full, service) ? null : _storeOwners[full];
        }
    }

    [OptionsValidator]
    private sealed partial class Annotations : IValidateOptions<FewShotServiceOptions>;
}
