using BenchmarkDotNet.Attributes;
using Vhe.MLNet;

namespace Vhe.Benchmarks;

/// <summary>Loads the pretrained model.</summary>
public class LoadBenchmarks
{
    /// <summary>Reads and checks the weights.</summary>
    [Benchmark]
    public void Load() => VhePretrained.LoadGlyphs().Dispose();
}
