using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using TorchSharp;
using Vhe.MLNet;

namespace Vhe.Benchmarks;

/// <summary>Many callers of one few-shot service with the shipped model, which is replaced halfway.</summary>
internal static class ServiceLoad
{
    private const int Shots = 3;
    private const int Queries = 5;
    private const int MostSecondsOver = 60;
    private const int Parts = 10;

    /// <summary>Asks without a pause.</summary>
    /// <param name="folder">class/image.png: three images of each class are its examples, the next five are asked for.</param>
    /// <param name="callers">How many calls are made at once.</param>
    /// <param name="seconds">For how long.</param>
    public static void Run(string folder, int callers, int seconds)
    {
        var temporary = Directory.CreateTempSubdirectory("vhe-service-").FullName;
        try
        {
            var model = Path.Combine(temporary, "model.vhe");
            VhePretrained.Glyphs.Save(model);
            using var provider = new ServiceCollection().AddVheFewShot(options =>
            {
                (options.ModelPath, options.SupportFolder, options.Threads) = (model, Path.Combine(temporary, "support"), 1);
                options.ModelCheckInterval = TimeSpan.FromMilliseconds(100);
            }).BuildServiceProvider();
            var queries = Split(folder, Path.Combine(temporary, "support"));
            Run(queries, provider, callers, seconds, () => VhePretrained.Glyphs.Save(model));
        }
        finally
        {
            Directory.Delete(temporary, recursive: true);
        }
    }

    private static void Run(byte[][] images, IServiceProvider provider, int callers, int seconds, Action replaceModel)
    {
        var service = provider.GetRequiredService<IFewShotService>();
        var expected = Array.ConvertAll(
            images, image => service.ClassifyAsync(GlyphInput.FromBytes(image)).GetAwaiter().GetResult());
        Console.WriteLine(
            $"{callers} callers, {seconds} s, {service.ClassNames.Count} classes of {Shots} examples, {images.Length} images to "
            + "ask for");
        PrintMemory("start");
        var (reloads, answers, errors, different, stopped) = (0L, 0L, 0L, 0L, false);
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Vhe.MLNet",
            Sample = (ref ActivityCreationOptions<ActivityContext> created)
                => created.Name == "Vhe.Reload" ? ActivitySamplingResult.AllData : ActivitySamplingResult.None,
            ActivityStopped = activity => Interlocked.Add(ref reloads, activity.Status == ActivityStatusCode.Error ? 0 : 1),
        };
        ActivitySource.AddActivityListener(listener);
        var began = Stopwatch.GetTimestamp();
        Task[] asking = [.. Enumerable.Range(0, callers).Select(caller => Task.Run(() => AskAsync(caller)))];
        for (var part = 1; part <= Parts; part++)
        {
            Thread.Sleep(TimeSpan.FromSeconds((double)seconds / Parts));
            PrintMemory($"{seconds * part / Parts} s");
            if (part == Parts / 2)
                replaceModel();
        }

        // Memory is compared with one model alive: the reload must have ended.
        while (Volatile.Read(ref reloads) == 0 && Stopwatch.GetElapsedTime(began).TotalSeconds < seconds + MostSecondsOver)
            Thread.Sleep(100);

        Volatile.Write(ref stopped, true);
        Task.WaitAll(asking);
        var elapsed = Stopwatch.GetElapsedTime(began).TotalSeconds;
        PrintMemory("end");
        Console.WriteLine(
            $"{answers} answers, {answers / elapsed:F1} answers/s, {reloads} reloads, {errors} errors, {different} answers that "
            + "differ from the single-threaded ones");

        async Task AskAsync(int caller)
        {
            for (var i = caller; !Volatile.Read(ref stopped); i++)
            {
                try
                {
                    var other = expected[i % images.Length];
                    var answer = await service.ClassifyAsync(GlyphInput.FromBytes(images[i % images.Length]));
                    Interlocked.Increment(ref answers);
                    Interlocked.Add(ref different, Same(answer, other) ? 0 : 1);
                }
                catch (Exception exception)
                {
                    if (Interlocked.Increment(ref errors) == 1)
                        Console.Error.WriteLine($"the first error: {exception.Message}");
                }
            }
        }
    }

    private static bool Same(FewShotAnswer answer, FewShotAnswer other)
        => (answer with { Scores = other.Scores }) == other && answer.Scores.SequenceEqual(other.Scores);

    // TorchSharp counts one more for each parameter that was ever made: the replaced model's stay in the count.
    private static void PrintMemory(string when)
        => Console.WriteLine($"{when}: {torch.Tensor.TotalCount} tensors counted, {Environment.WorkingSet >> 20} MiB resident");

    private static byte[][] Split(string folder, string support)
    {
        var queries = new List<byte[]>();
        foreach (var item in Directory.GetDirectories(folder).Order(StringComparer.Ordinal))
        {
            var files = Directory.GetFiles(item, "*.png").Order(StringComparer.Ordinal).ToArray();
            var copies = Directory.CreateDirectory(Path.Combine(support, Path.GetFileName(item))).FullName;
            foreach (var file in files.Take(Shots))
                File.Copy(file, Path.Combine(copies, Path.GetFileName(file)));

            queries.AddRange(files.Skip(Shots).Take(Queries).Select(File.ReadAllBytes));
        }

        return queries.Count > 0
            ? [.. queries]
            : throw new ArgumentException($"Folder '{folder}' has no class of more than {Shots} images.", nameof(folder));
    }
}
