namespace Vhe.Networks.Inference;

/// <summary>Spends an expensive rule on the classes that a cheaper one ranks first.</summary>
internal static class ShortList
{
    /// <summary>The classes of the highest scores, highest first.</summary>
    public static int[] Of(float[] scores, int length, double margin = double.PositiveInfinity)
    {
        var ranked = Enumerable.Range(0, scores.Length).OrderByDescending(k => scores[k]).ToArray();
        return [.. ranked.Take(length == 0 ? scores.Length : length).TakeWhile(k => scores[k] >= scores[ranked[0]] - margin)];
    }

    /// <summary>Replaces the scores of the short list; the others are shifted so that they keep their order, below all of it.
    /// </summary>
    public static void Replace(float[] scores, int[] listed, ReadOnlySpan<float> values)
    {
        var shift = float.PositiveInfinity;
        for (var i = 0; i < listed.Length; i++)
            shift = Math.Min(shift, values[i] - scores[listed[i]]);

        for (var k = 0; k < scores.Length; k++)
        {
            var place = Array.IndexOf(listed, k);
            scores[k] = place < 0 ? scores[k] + shift : values[place];
        }
    }
}
