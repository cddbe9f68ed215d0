namespace GlyphGenerator;

/// <summary>
/// SplitMix64 (Steele, Lea and Flood, 2014) with the few draws that glyphs need. Only additions, multiplications and shifts:
/// the same numbers on every machine and runtime.
/// </summary>
internal sealed class Dice(params ulong[] key)
{
    private ulong _state = key.Aggregate(0UL, (hash, part) => Mix(hash + 0x9E3779B97F4A7C15 + part));

    private ulong Next() => Mix(_state += 0x9E3779B97F4A7C15);

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>Uniform in [0, 1).</summary>
    public double Uniform() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [low, high).</summary>
    public double Uniform(double low, double high) => low + (high - low) * Uniform();

    /// <summary>Near normal (Irwin-Hall of four) with mean 0; never beyond 3.5 standard deviations.</summary>
    public double Normal(double deviation)
        => (Uniform() + Uniform() + Uniform() + Uniform() - 2) * 1.7320508075688772 * deviation;

    /// <summary>A whole number in [low, high].</summary>
    public int Whole(int low, int high) => low + (int)(Next() % (ulong)(high - low + 1));

    /// <summary>True with the given probability.</summary>
    public bool Chance(double probability) => Uniform() < probability;

    /// <summary>One of the arguments.</summary>
    public T Pick<T>(params ReadOnlySpan<T> items) => items[Whole(0, items.Length - 1)];

    /// <summary>The arguments in random order.</summary>
    public T[] Shuffle<T>(params T[] items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = Whole(0, i);
            (items[i], items[j]) = (items[j], items[i]);
        }

        return items;
    }
}
