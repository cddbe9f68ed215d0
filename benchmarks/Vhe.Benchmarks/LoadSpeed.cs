using System.Diagnostics;
using Vhe.MLNet;

namespace Vhe.Benchmarks;

/// <summary>How long the pretrained model takes to load: the first time in a process, and from then on.</summary>
internal static class LoadSpeed
{
    private const int Rounds = 9;

    /// <summary>Loads it; libtorch itself has been loaded before.</summary>
    public static void Run()
    {
        var first = Load();
        var later = Enumerable.Range(0, Rounds).Select(_ => Load()).Order().ElementAt(Rounds / 2);
        Console.WriteLine($"the pretrained model: {first:F0} ms the first time in a process, then {later:F0} ms (median of {Rounds})");
    }

    private static double Load()
    {
        var began = Stopwatch.GetTimestamp();
        VhePretrained.LoadGlyphs().Dispose();
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }
}
