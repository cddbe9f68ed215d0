using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Vhe.MLNet.Tests.TestData;
using Vhe.Networks.Models;

namespace Vhe.MLNet.Tests.Services;

/// <summary>A tiny model's file, a support folder and a store folder, and services on them.</summary>
internal sealed class ServiceFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ServiceFolder()
    {
        _folder.Draw([0, 3, 4], 3, "support");
        TinyModel.Model.Save(ModelPath);
    }

    /// <summary>The model's file.</summary>
    public string ModelPath => _folder["model.vhe"];

    /// <summary>The folder of the classes bar, cross and box, of three drawings each.</summary>
    public string Support => _folder["support"];

    /// <summary>The store, which is not there at first.</summary>
    public string Store => _folder["store"];

    /// <summary>A path in the folder.</summary>
    public string this[params string[] parts] => _folder[parts];

    /// <summary>Other drawings of the classes of the support folder.</summary>
    public static float[][] Others { get; } =
        [.. from kind in new[] { 0, 3, 4 } from variant in Enumerable.Range(30, 3) select Drawings.Draw(kind, variant)];

    /// <summary>A container with one service, called stamps.</summary>
    public ServiceProvider Start(
        Action<FewShotServiceOptions>? configure = null, Action<IServiceCollection>? more = null)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddFakeLogging());
        more?.Invoke(services);
        services.AddVheFewShot("stamps", options =>
        {
            (options.ModelPath, options.SupportFolder) = (ModelPath, Support);
            configure?.Invoke(options);
        });
        return services.BuildServiceProvider();
    }

    /// <summary>Saves an untrained model whose answers are others, as another process would: all at once.</summary>
    public void ReplaceModel(long seed, PixelCnnVheOptions? sizes = null)
    {
        using var model = VheModel.Create(sizes ?? TinyModel.Network, seed);
        Replace(model);
    }

    /// <summary>Saves a model in the old one's place.</summary>
    public void Replace(VheModel model) => Touch(() => model.Save(ModelPath));

    /// <summary>Changes the model's file. File systems keep coarse times: each change gets one of its own.</summary>
    public void Touch(Action change)
    {
        var next = File.GetLastWriteTimeUtc(ModelPath) + TimeSpan.FromSeconds(2);
        change();
        File.SetLastWriteTimeUtc(ModelPath, next);
    }

    /// <summary>All of an answer, as a text.</summary>
    public static string Text(FewShotAnswer answer) => string.Join(
        '|', answer.Scores.Select(score => $"{score.ClassName} {score.Probability:R}").Append(
            $"{answer.ClassName} {answer.Probability:R} {answer.LogLikelihood:R} {answer.IsKnown}"));

    public void Dispose() => _folder.Dispose();
}
