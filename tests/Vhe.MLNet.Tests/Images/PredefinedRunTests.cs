using PaperExperiments.Protocols;
using Vhe.Networks.Evaluation;

namespace Vhe.MLNet.Tests.Images;

/// <summary>Predefined runs in the layout of the Omniglot repository, their images read by <c>LoadGlyphs</c>.</summary>
internal sealed class PredefinedRunTests : FolderTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [Test]
    public void Runs_are_read_rendered_and_measured()
    {
        for (var run = 1; run <= 3; run++)
            WriteRun($"run{run:00}", new Random(run));

        var episodes = PredefinedRuns.Read(Folder.Root).Select(run => run.ToEpisode(Render(run))).ToList();
        var accuracy = EpisodeProtocol.Run(episodes, PixelNearestNeighbor.Classify);

        Assert.That((accuracy.Episodes, accuracy.Queries), Is.EqualTo((3, 18)));
        Assert.That(episodes.Select(episode => episode.Support[0].Group), Is.EqualTo(new[] { "run01", "run02", "run03" }));
        Assert.That(accuracy.Mean, Is.EqualTo(1), "each query is a copy of its example");
    }

    [Test]
    public void A_missing_image_is_named()
    {
        WriteRun("run01", new Random(1));
        File.Delete(Folder["run01", "test", "item03.png"]);
        var run = PredefinedRuns.Read(Folder.Root)[0];

        Assert.That(() => run.ToEpisode(Render(run)), Refusal.OfData("item03.png"));
    }

    // Renders all images of a run at once: what a caller does.
    private Func<string, float[]?> Render(PredefinedRun run)
    {
        var paths = run.ImagePaths.ToList();
        var files = _mlContext.Data.LoadFromEnumerable(
            paths.Select(path => new ImageFile { ImagePath = Path.Combine(Folder.Root, path) }));
        var glyphs = _mlContext.Transforms.LoadGlyphs().Fit(files).Transform(files).Vectors("Image");
        return paths.Zip(glyphs).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal).GetValueOrDefault;
    }

    private void WriteRun(string run, Random random)
    {
        var kinds = Enumerable.Range(0, Drawings.Names.Count).ToArray();
        random.Shuffle(kinds);
        var lines = new List<string>();
        for (var i = 0; i < kinds.Length; i++)
        {
            var (test, training) = ($"{run}/test/item{i + 1:00}.png", $"{run}/training/class{kinds[i] + 1:00}.png");
            Drawings.Save(Folder[test.Split('/')], Drawings.Draw(kinds[i], variant: 0));
            Drawings.Save(Folder[training.Split('/')], Drawings.Draw(kinds[i], variant: 0));
            lines.Add($"{test} {training}");
        }

        File.WriteAllLines(Folder[run, PredefinedRuns.LabelFile], lines);
    }
}
