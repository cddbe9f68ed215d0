namespace Vhe.Networks.Evaluation;

/// <content>Episodes that are given, not drawn.</content>
public static partial class EpisodeProtocol
{
    /// <summary>
    /// Measures a classifier on given episodes, such as those of <see cref="PredefinedRuns"/>.
    /// </summary>
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
        return Score(Checked(episodes), classify, progress, cancellationToken);
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
        _ when episode.Answers.Length != episode.Queries.Count =>
            $"has {episode.Queries.Count} queries and {episode.Answers.Length} answers.",
        _ when episode.Answers.Any(answer => answer < 0 || answer >= episode.Support.Count) =>
            $"has an answer that is not in 0 to {episode.Support.Count - 1}.",
        _ => null,
    };
}
