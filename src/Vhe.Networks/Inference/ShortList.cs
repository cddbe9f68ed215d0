namespace Vhe.Networks.Inference;

/// <summary>Spends an expensive rule on the classes that a cheaper one ranks first.</summary>
internal static class ShortList
{
    /// <summary>The classes of the highest scores, highest first.</summary>
    /// <param name="scores">The cheaper rule's value of every class.</param>
    /// <param name="length">How many classes at most; 0 for all.</param>
    /// <param name="margin">How far behind the best score a class may be.</param>
    public static int[] Of(float[] scores, int length, double margin = double.PositiveInfinity)
    {
        var ranked = Enumerable.Range(0, scores.Length).OrderByDescending(k => scores[k]).ToArray();
        return [.. ranked.Take(length == 0 ? scores.Length : length).TakeWhile(k => scores[k] >= scores[ranked[0]] - margin)];
    }

    /// <summary>Replaces the scores of the short list; the others are shifted so that they keep their order, below all of it.
    /// </summary>
    /// <param name="scores">The cheaper rule's value of every class, which are overwritten.</param>
    /// <param name="listed">The short list.</param>
    /// <param name="values">The expensive rule's value of every class on it.</param>
    public static void Replace(float[] scores, int[] listed, ReadOnlySpan<float> values)
    {
        var shift = float.PositiveInfinity;
        for (var i = 0; i < listed.Length; i++)
        {
            shift = Math.Min(shift, values[i] - scores[listed[i]]);
        }

        for (var k = 0; k < scores.Length; k++)
        {
            var place = Array.IndexOf(listed, k);
            scores[k] = place < 0 ? scores[k] + shift : values[place];
        }
    }
}
