namespace Vhe.Networks.Evaluation;

/// <summary>
/// The baseline that a few-shot classifier has to beat: the class of the nearest support image by Euclidean distance between gray
/// values. It learns nothing. Thread-safe.
/// </summary>
public static class PixelNearestNeighbor
{
    /// <summary>Classifies an episode's queries.</summary>
    /// <param name="episode">The episode; its images all have the same length.</param>
    /// <returns>For each query the index of the class of the nearest support image, the first of equally near ones.</returns>
    /// <exception cref="ArgumentException">A query and a support image differ in length.</exception>
    public static int[] Classify(Episode episode)
    {
        ArgumentNullException.ThrowIfNull(episode);
        var answers = new int[episode.Queries.Count];
        for (var query = 0; query < answers.Length; query++)
        {
            var nearest = float.PositiveInfinity;
            for (var candidate = 0; candidate < episode.Support.Count; candidate++)
            {
                foreach (var image in episode.Support[candidate].Images)
                {
                    var distance = SquaredDistance(episode.Queries[query], image);
                    if (distance < nearest)
                        (nearest, answers[query]) = (distance, candidate);
                }
            }
        }

        return answers;
    }

    private static float SquaredDistance(float[] left, float[] right)
    {
        if (left.Length != right.Length)
            throw new ArgumentException($"A query has {left.Length} values and a support image {right.Length}.", nameof(right));

        var sum = 0f;
        for (var index = 0; index < left.Length; index++)
        {
            var difference = left[index] - right[index];
            sum += difference * difference;
        }

        return sum;
    }
}
