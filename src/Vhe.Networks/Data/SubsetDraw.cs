using Vhe.Networks.Objectives;

namespace Vhe.Networks.Data;

/// <summary>Draws which elements of a class make its support set D, and says which its targets x are taken from.</summary>
internal static class SubsetDraw
{
    /// <summary>Draws once.</summary>
    /// <param name="number">The number of the class.</param>
    /// <param name="count">How many elements it has.</param>
    /// <param name="support">|D|, less than <paramref name="count"/>.</param>
    /// <param name="subsampling">A learned q'(D; X), or null for the uniform one.</param>
    /// <param name="random">Where the randomness comes from.</param>
    /// <returns>The elements of D in the order of their draw, and all elements that x may be, in random order: those that are not
    /// in D; with a learned q' all, because the bound is over all of X, and q' could else hide in D what is hard to decode.
    /// </returns>
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
