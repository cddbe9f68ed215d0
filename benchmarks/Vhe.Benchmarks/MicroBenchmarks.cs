using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Engines;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Vhe.Benchmarks;

/// <summary>Runs a class of benchmarks by BenchmarkDotNet and prints their table in Markdown.</summary>
internal static class MicroBenchmarks
{
    private const int WarmUps = 2;
    private const int Rounds = 9;

    /// <exception cref="IOException">A benchmark failed; BenchmarkDotNet has printed why.</exception>
    public static void Run<T>()
    {
        // Within this process, so that no project is generated and libtorch has the threads it was given. One call each round:
        // every call takes a millisecond or more.
        var job = Job.Default.WithToolchain(InProcessEmitToolchain.Instance)
            .WithStrategy(RunStrategy.Monitoring).WithWarmupCount(WarmUps).WithIterationCount(Rounds);
        var log = new LogCapture();
        var config = ManualConfig.CreateEmpty()
            .WithOption(ConfigOptions.DisableLogFile, true)
            .WithArtifactsPath(Path.Combine(Path.GetTempPath(), "Vhe.Benchmarks"))
            .AddJob(job)
            .AddLogger(log)
            .AddColumnProvider(DefaultColumnProviders.Params, DefaultColumnProviders.Metrics)
            .AddColumn(TargetMethodColumn.Method, StatisticColumn.Median, StatisticColumn.Min, StatisticColumn.Max);
        var summary = BenchmarkRunner.Run<T>(config);
        if (summary.HasCriticalValidationErrors || summary.Reports.Any(report => !report.Success))
        {
            Console.Error.WriteLine(string.Concat(log.CapturedOutput.Select(line => line.Text)));
            throw new IOException($"A benchmark of {typeof(T).Name} failed.");
        }

        MarkdownExporter.Console.ExportToLog(summary, ConsoleLogger.Unicode);
    }
}
