using System.Globalization;

namespace Vhe.MLNet.Classification;

/// <summary>
/// Scores as one text in which every score has the same width, so that ML.NET's expression language can cut them out again: that
/// way leads to a vector of known size with slot names that survives a load.
/// </summary>
internal static class ScoreText
{
    /// <summary>Characters of a score.</summary>
    public const int Width = 16;

    /// <summary>The expression: for each slot, whose value v is where its score begins, that score.</summary>
    public const string Expression = "(v, t) : single(mid(t, int(v), int(v) + 16))";

    // 11 digits: more than the nine that identify a float. Always 16 characters for 0 <= score <= 1.
    private const string Format = "0.0000000000E+00";

    /// <summary>Writes scores.</summary>
    public static string Write(IReadOnlyList<float> scores)
        => string.Create(scores.Count * Width, scores, static (text, scores) =>
        {
            for (var i = 0; i < scores.Count; i++)
                ((double)scores[i]).TryFormat(text[(i * Width)..], out _, Format, CultureInfo.InvariantCulture);
        });

    /// <summary>Where the scores begin: the values of the slots.</summary>
    public static float[] Starts(int count) => [.. Enumerable.Range(0, count).Select(i => (float)(i * Width))];
}
