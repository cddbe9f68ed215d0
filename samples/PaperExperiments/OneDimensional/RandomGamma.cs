using Vhe.Networks.Data;

namespace PaperExperiments.OneDimensional;

/// <summary>Gamma numbers.</summary>
internal static class RandomGamma
{
    /// <summary>A Gamma number of rate 1 (Marsaglia and Tsang 2000).</summary>
    public static double NextGamma(this Random random, double shape)
    {
        var d = shape - (1.0 / 3);
        while (true)
        {
            var normal = random.NextNormal();
            var cube = Math.Pow(1 + (normal / Math.Sqrt(9 * d)), 3);
            if (cube > 0 && Math.Log(1 - random.NextDouble()) < (0.5 * normal * normal) + d - (d * cube) + (d * Math.Log(cube)))
                return d * cube;
        }
    }
}
