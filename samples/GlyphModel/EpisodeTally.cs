using System.Diagnostics;
using Vhe.Networks.Data;
using Vhe.Networks.Evaluation;
using Vhe.Networks.Inference;
using Vhe.Networks.Models;

namespace GlyphModel;

/// <summary>Runs episodes; counts correct answers by group of classes and keeps the failures.</summary>
internal sealed class EpisodeTally(VheModel model, GroupedImages images, ClassificationOptions rule)
{
    private readonly Dictionary<string, (int Right, int Queries)> _groups = new(StringComparer.Ordinal);
    private readonly List<Failure> _failures = [];
    private TimeSpan _classifying;
    private int _queries;

    /// <summary>Time for an answer: all queries of an episode in one batch, the examples encoded beforehand.</summary>
    public double MillisecondsPerQuery => _classifying.TotalMilliseconds / _queries;

    public IReadOnlyDictionary<string, (int Right, int Queries)> Groups => _groups;

    public IReadOnlyList<Failure> Failures => _failures;

    public Accuracy Run(EpisodeOptions episodes, IProgress<int> progress)
        => EpisodeProtocol.Run(EpisodeProtocol.Draw(images, episodes), Classify, progress);

    private int[] Classify(Episode episode)
    {
        using var classifier = new FewShotClassifier(model, new GroupedImages(images.Shape, episode.Support), rule);
        var began = Stopwatch.GetTimestamp();
        var answers = classifier.Classify(episode.Queries);
        _classifying += Stopwatch.GetElapsedTime(began);
        _queries += answers.Length;
        for (var query = 0; query < answers.Length; query++)
            Count(episode.Queries[query], episode.Support[episode.Answers[query]], episode.Support[answers[query]]);

        return answers;
    }

    private void Count(float[] query, ImageClass truth, ImageClass answer)
    {
        var right = truth == answer;
        var before = _groups.GetValueOrDefault(truth.Group);
        _groups[truth.Group] = (before.Right + (right ? 1 : 0), before.Queries + 1);
        if (!right)
            _failures.Add(new Failure(query, truth, answer));
    }

    /// <summary>A query that was classified as another class.</summary>
    internal sealed record Failure(float[] Query, ImageClass Truth, ImageClass Answer);
}
