using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

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

    public string ModelPath => _folder["model.vhe"];

    /// <summary>The folder of the classes bar, box and cross, of three drawings each.</summary>
    public string Support => _folder["support"];

    /// <summary>The store, which is not there at first.</summary>
    public string Store => _folder["store"];

    public string this[params string[] parts] => _folder[parts];

    /// <summary>Other drawings of the classes of the support folder.</summary>
    public static float[][] Others { get; } =
        [.. from kind in new[] { 0, 3, 4 } from variant in Enumerable.Range(30, 3) select Drawings.Draw(kind, variant)];

    public static GlyphInput Other => GlyphInput.FromVector(Others[0]);

    public static float[] Noise
    {
        get
        {
            var random = new Random(4);
            return Array.ConvertAll(new float[Drawings.Side * Drawings.Side], _ => (float)random.Next(2));
        }
    }

    public static GlyphInput Draw(int kind, int variant) => GlyphInput.FromVector(Drawings.Draw(kind, variant));

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

    public void Replace(VheModel model) => Touch(() => model.Save(ModelPath));

    /// <summary>Changes the model's file. File systems keep coarse times: each change gets one of its own.</summary>
    public void Touch(Action change)
    {
        var next = File.GetLastWriteTimeUtc(ModelPath) + TimeSpan.FromSeconds(2);
        change();
        File.SetLastWriteTimeUtc(ModelPath, next);
    }

    /// <summary>All of the answer to another drawing, as a text.</summary>
    public static async Task<string> AnswerAsync(IFewShotService service, int index = 0)
        => Text(await service.ClassifyAsync(GlyphInput.FromVector(Others[index])));

    /// <summary>All of the answers to the other drawings.</summary>
    public static async Task<string[]> AnswersAsync(IFewShotService service)
    {
        var answers = new string[Others.Length];
        for (var i = 0; i < answers.Length; i++)
            answers[i] = await AnswerAsync(service, i);

        return answers;
    }

    public static string Text(FewShotAnswer answer) => string.Join(
        '|', answer.Scores.Select(score => $"{score.Key} {score.Value:R}").Append(
            $"{answer.ClassName} {answer.Probability:R} {answer.LogLikelihood:R} {answer.IsKnown}"));

    public void Dispose() => _folder.Dispose();
}
