using Vhe.Networks.Data;
using Vhe.Networks.Distributions;
using Vhe.Networks.Inference;
using Vhe.Networks.Models;

namespace Vhe.Networks.Evaluation;

/// <summary>
/// The n-way k-shot protocol (section 6.4.1): <see cref="Draw(GroupedImages, EpisodeOptions)"/> draws episodes, and Run measures a
/// classifier on these or on given ones. Each episode draws n classes from all classes and, from each, k support images and the
/// queries, all without replacement. An episode depends on the options' seed and its own number alone, so that every classifier
/// meets the same episodes. Thread-safe.
/// </summary>
public static class EpisodeProtocol
{
    /// <summary>Measures a classifier.</summary>
    /// <param name="episodes">The episodes, two or more: an interval needs two. All are checked before the first is run.</param>
    /// <param name="classify">Gives for each query of an episode the index of a support class.</param>
    /// <param name="progress">Told after each episode how many are done.</param>
    /// <param name="cancellationToken">Checked before each episode.</param>
    /// <returns>The accuracy over all episodes.</returns>
    /// <exception cref="ArgumentException">
    /// There are fewer than two episodes; or one has fewer than two classes, no query, or answers that are not the index of a
    /// class for each query. The message names it by its place, from 0.
    /// </exception>
    /// <exception cref="InvalidOperationException">
    /// The classifier gave too few or too many answers, or one that is no class.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was canceled.</exception>
    public static Accuracy Run(
        IEnumerable<Episode> episodes,
        Func<Episode, int[]> classify,
        IProgress<int>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(classify);
        return Score(Checked(episodes), (episode, _) => classify(episode), progress, cancellationToken);
    }

    /// <summary>
    /// Measures a model as a few-shot classifier: each query gets the class under which it is likeliest (section 6.4.1).
    /// </summary>
    /// <param name="episodes">The episodes, two or more, of the model's image shape: of unseen classes, for a fair measure. All are
    /// checked before the first is run.</param>
    /// <param name="model">A trained model.</param>
    /// <param name="classification">How likelihoods are estimated; <see cref="ClassificationRule.PointEstimate"/> when null.</param>
    /// <param name="progress">Told after each episode how many are done.</param>
    /// <param name="cancellationToken">Checked before each episode.</param>
    /// <returns>The accuracy over all episodes.</returns>
    /// <exception cref="ArgumentException">
    /// As above; or an image is of another shape than the model's or has a value that is not in [0, 1]; or the model has other
    /// latent variables than <see cref="FewShotClassifier"/> takes. The message names the episode.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was canceled.</exception>
    public static Accuracy Run(
        IEnumerable<Episode> episodes,
        VheModel model,
        ClassificationOptions? classification = null,
        IProgress<int>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        var given = Checked(episodes);
        var supports = given.Select((episode, number) =>
        {
            try
            {
                GroupedImages.Check(model.ImageShape, "(queries)", episode.Queries);
                return new GroupedImages(model.ImageShape, episode.Support);
            }
            catch (ArgumentException e)
            {
                throw new ArgumentException($"Episode {number}: {e.Message}", nameof(episodes), e);
            }
        }).ToList();
        return Score(given, Classify, progress, cancellationToken);

        int[] Classify(Episode episode, int number)
        {
            using var classifier = new FewShotClassifier(model, supports[number], classification);
            return classifier.ClassifyChecked(episode.Queries);
        }
    }

    /// <summary>Draws the episodes of a protocol, each when it is asked for.</summary>
    /// <param name="images">The classes to draw from.</param>
    /// <param name="options">The protocol.</param>
    /// <returns><see cref="EpisodeOptions.Episodes"/> episodes.</returns>
    /// <exception cref="ArgumentException">
    /// An option is out of its range, there are fewer classes than an episode has, or a class has too few images (it is named).
    /// </exception>
    public static IEnumerable<Episode> Draw(GroupedImages images, EpisodeOptions options)
    {
        Check(images, options);
        return Enumerable.Range(0, options.Episodes).Select(number => DrawChecked(images, options, number));
    }

    /// <summary>Draws one episode.</summary>
    /// <param name="images">The classes to draw from.</param>
    /// <param name="options">The protocol.</param>
    /// <param name="number">The episode's number, 0 or more.</param>
    /// <returns>The episode: the same for the same images, options and number.</returns>
    /// <inheritdoc cref="Draw(GroupedImages, EpisodeOptions)" path="/exception"/>
    public static Episode Draw(GroupedImages images, EpisodeOptions options, int number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        Check(images, options);
        return DrawChecked(images, options, number);
    }

    private static List<Episode> Checked(IEnumerable<Episode> episodes)
    {
        ArgumentNullException.ThrowIfNull(episodes);
        var given = episodes.ToList();
        var problem = given.Count < 2
            ? $"There are {given.Count} episodes; an interval needs two."
            : given.Select((episode, number) => ProblemOf(episode) is { } found ? $"Episode {number} {found}" : null)
                .FirstOrDefault(found => found is not null);
        return problem is null ? given : throw new ArgumentException(problem, nameof(episodes));
    }

    private static string? ProblemOf(Episode? episode) => episode switch
    {
        null or { Support: null } or { Queries: null } or { Answers: null } => "is null, or a part of it.",
        { Support.Count: < 2 } => $"has {episode.Support.Count} classes; it needs two.",
        { Queries.Count: 0 } => "has no queries.",
        _ when episode.Answers.Length != episode.Queries.Count
            => $"has {episode.Queries.Count} queries and {episode.Answers.Length} answers.",
        _ when episode.Answers.Any(answer => answer < 0 || answer >= episode.Support.Count)
            => $"has an answer that is not in 0 to {episode.Support.Count - 1}.",
        _ => null,
    };

    private static Accuracy Score(
        List<Episode> episodes, Func<Episode, int, int[]> classify, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        var accuracies = new List<double>();
        var queries = 0;
        foreach (var episode in episodes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var right = CountRight(episode, classify(episode, accuracies.Count), accuracies.Count);
            accuracies.Add((double)right / episode.Answers.Length);
            queries += episode.Answers.Length;
            progress?.Report(accuracies.Count);
        }

        var (mean, ci95) = MeanEstimate.Of(accuracies);
        return new Accuracy(mean, ci95, accuracies.Count, queries);
    }

    private static Episode DrawChecked(GroupedImages images, EpisodeOptions options, int number)
    {
        var random = new Random(unchecked((int)SeededGenerator.Derive(options.Seed, number)));
        var support = new ImageClass[options.Ways];
        var queries = new List<(float[] Image, int Answer)>(options.Ways * options.QueriesPerClass);
        var pool = options.WithinGroups ? DrawGroup(images, options.Ways, random) : images.Classes;
        var classes = DrawIndices(pool.Count, options.Ways, random);
        for (var way = 0; way < support.Length; way++)
        {
            var drawn = pool[classes[way]];
            var members = DrawIndices(drawn.Images.Count, options.Shots + options.QueriesPerClass, random);
            support[way] = drawn with { Images = Array.ConvertAll(members[..options.Shots], index => drawn.Images[index]) };
            foreach (var index in members[options.Shots..])
                queries.Add((drawn.Images[index], way));
        }

        // Were queries in the order of their classes, their place would tell the answer.
        var order = DrawIndices(queries.Count, queries.Count, random);
        return new Episode(
            support,
            Array.ConvertAll(order, index => queries[index].Image),
            Array.ConvertAll(order, index => queries[index].Answer));
    }

    /// <summary>The classes of a group that has enough of them.</summary>
    private static ImageClass[] DrawGroup(GroupedImages images, int ways, Random random)
    {
        var groups = LargeGroups(images, ways);
        return groups[random.Next(groups.Length)];
    }

    private static ImageClass[][] LargeGroups(GroupedImages images, int ways)
        => [
            .. images.Classes.GroupBy(item => item.Group, StringComparer.Ordinal)
                .Where(group => group.Count() >= ways).Select(group => group.ToArray()),
        ];

    /// <summary><paramref name="drawn"/> of <paramref name="count"/> indices, no one twice.</summary>
    private static int[] DrawIndices(int count, int drawn, Random random)
    {
        var indices = Enumerable.Range(0, count).ToArray();
        random.Shuffle(indices);
        return indices[..drawn];
    }

    private static int CountRight(Episode episode, int[]? answers, int number)
    {
        if (answers?.Length != episode.Answers.Length)
        {
            throw new InvalidOperationException(
                $"Episode {number}: the classifier gave {answers?.Length ?? 0} answers to {episode.Answers.Length} queries.");
        }

        var right = 0;
        for (var query = 0; query < answers.Length; query++)
        {
            if (answers[query] < 0 || answers[query] >= episode.Support.Count)
            {
                throw new InvalidOperationException(
                    $"Episode {number}, query {query}: the answer {answers[query]} is not in 0 to {episode.Support.Count - 1}.");
            }

            right += answers[query] == episode.Answers[query] ? 1 : 0;
        }

        return right;
    }

    private static void Check(GroupedImages images, EpisodeOptions options)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (images.Classes.Count < options.Ways)
        {
            throw new ArgumentException(
                $"{options.Ways}-way episodes need {options.Ways} classes; there are {images.Classes.Count}.", nameof(images));
        }

        if (options.WithinGroups && LargeGroups(images, options.Ways).Length == 0)
        {
            throw new ArgumentException(
                $"{options.Ways}-way episodes within groups need a group of {options.Ways} classes; there is none.", nameof(images));
        }

        var needed = (long)options.Shots + options.QueriesPerClass;
        if (images.Classes.FirstOrDefault(item => item.Images.Count < needed) is { } small)
        {
            throw new ArgumentException(
                $"Class '{small.Name}' has {small.Images.Count} images; "
                + $"{options.Shots} shots and {options.QueriesPerClass} queries need {needed}.",
                nameof(images));
        }
    }
}
