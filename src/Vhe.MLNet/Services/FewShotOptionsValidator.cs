using Microsoft.Extensions.Options;
using Vhe.MLNet.Images;
using Vhe.Networks.Models;

namespace Vhe.MLNet.Services;

/// <summary>Finds every wrong option at once, before anything is loaded. Messages name the option, and the file or
/// folder.</summary>
internal sealed class FewShotOptionsValidator : IValidateOptions<FewShotServiceOptions>
{
    private const int MaxThreads = 1024;

    private readonly StoreFolders _stores = new();

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, FewShotServiceOptions options)
    {
        var problems = Paths(options).Concat(Store(name ?? "", options.StoreFolder)).Concat(Numbers(options))
            .Select(problem => $"Few-shot service '{name}': {problem}")
            .ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> Paths(FewShotServiceOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.SupportFolder))
        {
            yield return $"{nameof(options.SupportFolder)} is missing: name a folder of class/image.png.";
        }
        else if (!Directory.Exists(options.SupportFolder))
        {
            yield return $"{nameof(options.SupportFolder)}: there is no folder '{options.SupportFolder}'.";
        }

        if (options.ModelPath is { } model && !File.Exists(model))
        {
            yield return $"{nameof(options.ModelPath)}: there is no file '{model}'.";
        }
    }

    private IEnumerable<string> Store(string service, string? folder)
    {
        if (folder is not null && (string.IsNullOrWhiteSpace(folder) || File.Exists(folder)))
        {
            yield return $"{nameof(FewShotServiceOptions.StoreFolder)}: '{folder}' is no folder.";
        }
        else if (_stores.Take(service, folder) is { } other)
        {
            yield return
                $"{nameof(FewShotServiceOptions.StoreFolder)}: '{folder}' is that of service '{other}' already. "
                + "Give each its own.";
        }
    }

    private static IEnumerable<string> Numbers(FewShotServiceOptions options)
    {
        if (options.ModelCheckInterval is { } interval)
        {
            if (options.ModelPath is null)
            {
                yield return
                    $"{nameof(options.ModelCheckInterval)} is set, but there is no {nameof(options.ModelPath)} to look at.";
            }

            if (interval <= TimeSpan.Zero || interval > TimeSpan.FromDays(1))
            {
                yield return $"{nameof(options.ModelCheckInterval)} must be more than 0 and at most a day, not {interval}.";
            }
        }

        if (options.Threads is < 1 or > MaxThreads)
        {
            yield return $"{nameof(options.Threads)} must be 1 to {MaxThreads}, not {options.Threads}.";
        }

        if (options.Device is null || (options.Device != "cpu" && !ComputeDevice.IsCuda(options.Device, out _)))
        {
            yield return $"{nameof(options.Device)} '{options.Device}' is unknown: name 'cpu', 'cuda' or 'cuda:1'.";
        }

        // Written so that NaN is found as well.
        if (!(options.FalseRejectionRate is > 0 and < 1))
        {
            yield return $"{nameof(options.FalseRejectionRate)} must be above 0 and below 1, not {options.FalseRejectionRate}.";
        }

        if (!(options.CropMargin is >= 0 and <= GlyphSettings.MaxCropMargin))
        {
            yield return $"{nameof(options.CropMargin)} must be 0 to {GlyphSettings.MaxCropMargin}, not {options.CropMargin}.";
        }

        if (!(options.InkContrast is >= 0 and <= GlyphSettings.MaxInkContrast))
        {
            yield return $"{nameof(options.InkContrast)} must be 0 to {GlyphSettings.MaxInkContrast}, not {options.InkContrast}.";
        }

        foreach (var (option, value) in new (string, Enum)[]
        {
            (nameof(options.Rule), options.Rule),
            (nameof(options.Polarity), options.Polarity),
            (nameof(options.Resize), options.Resize),
        })
        {
            if (!Enum.IsDefined(value.GetType(), value))
            {
                yield return $"{option} {value} is not one of the values of {value.GetType().Name}.";
            }
        }
    }
}
