namespace PaperExperiments.Tightened;

/// <summary>Draws which elements of a class make its support set D, and says which its targets x are taken from.</summary>
internal static class SubsetDraw
{
    /// <summary>Draws once.</summary>
    public static (int[] D, int[] X) From(int number, int count, int support, LearnedSubsampling? subsampling, Random random)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        if (subsampling is null)
        {
            random.Shuffle(order);
            return (order[..support], order[support..]);
        }

        subsampling.Order(number, order, random);
        var d = order[..support];
        random.Shuffle(order);
        return (d, order);
    }
}
