namespace Vhe.Networks.Data;

/// <summary>Draws that <see cref="Random"/> lacks.</summary>
internal static class RandomNumbers
{
    /// <summary>A standard normal number (Box and Muller).</summary>
    public static double NextNormal(this Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    /// <summary>A Gamma number of rate 1 (Marsaglia and Tsang 2000).</summary>
    /// <param name="random">Where the randomness comes from.</param>
    /// <param name="shape">1 or more.</param>
    public static double NextGamma(this Random random, double shape)
    {
        var d = shape - (1.0 / 3);
        while (true)
        {
            var normal = random.NextNormal();
            var cube = Math.Pow(1 + (normal / Math.Sqrt(9 * d)), 3);
            if (cube > 0 && Math.Log(1 - random.NextDouble()) < (0.5 * normal * normal) + d - (d * cube) + (d * Math.Log(cube)))
            {
                return d * cube;
            }
        }
    }
}
