using Vhe.Networks;
using Vhe.Networks.Native;

namespace Vhe.Benchmarks;

/// <summary>
/// The trainer against the same network written plainly in PyTorch: all variants in turn, round after round, so that what else
/// the machine does falls on all of them alike; the median of the rounds.
/// </summary>
internal static class SpeedComparison
{
    private const double WantedFloat32 = 1.5;
    private const double WantedBFloat16 = 1;

    private static readonly string Script = Path.Combine(AppContext.BaseDirectory, "pytorch", "train_speed.py");

    /// <summary>Measures, and prints a table in Markdown and the two ratios that count.</summary>
    /// <param name="python">A Python that has PyTorch.</param>
    /// <param name="rounds">How often each variant is measured.</param>
    /// <param name="steps">Steps in each measurement.</param>
    /// <param name="threads">How many threads libtorch uses.</param>
    /// <exception cref="IOException">A program cannot be run; where Python lacks PyTorch, before anything is
    /// measured.</exception>
    public static void Run(string python, int rounds, int steps, int threads)
    {
        var version = new Contestant("PyTorch", python, [Script, "--version"]).Run().Trim();

        var ours32 = Ours("float32", new TrainingVariant("paper", Precision.Float32));
        var theirs32 = Theirs("float32");
        var ours16 = Ours("bfloat16", new TrainingVariant("paper", Precision.BFloat16));
        var theirs16 = Theirs("bfloat16");
        var theirs16Last = Theirs("bfloat16", "--channels-last");

        // Where the processor has no bfloat16, or may not use it, nobody trains in it: emulated, it takes many times as long.
        var (precision, name) = OneDnn.HasFastBFloat16 ? (Precision.BFloat16, "bfloat16") : (Precision.Float32, "float32");
        Contestant[] all =
        [
            ours32,
            theirs32,
            Theirs("float32", "--channels-last"),
            .. OneDnn.HasFastBFloat16 ? new[] { ours16, theirs16, theirs16Last } : [],
            Ours($"{name}, one target for each support set", new TrainingVariant("paper", precision, TargetsPerClass: 1)),
            Ours($"{name}, augmentation", new TrainingVariant("paper", precision, Augment: true)),
        ];

        Console.WriteLine($"{version}, {threads} threads, {rounds} rounds of {steps} steps each; batches of 32 targets");
        var rates = all.ToDictionary(contestant => contestant, _ => new List<double>());
        for (var round = 1; round <= rounds; round++)
        {
            Console.Error.WriteLine($"round {round} of {rounds}");
            foreach (var contestant in all)
                rates[contestant].Add(contestant.Measure());
        }

        Console.WriteLine();
        Console.WriteLine("| | images/s, median | least | most |");
        Console.WriteLine("| --- | --- | --- | --- |");
        foreach (var contestant in all)
        {
            Console.WriteLine(
                $"| {contestant.Name} | {Median(contestant):F1} | {rates[contestant].Min():F1} | {rates[contestant].Max():F1} |");
        }

        Console.WriteLine();
        Ratio("ours float32 / PyTorch float32", Median(ours32) / Median(theirs32), WantedFloat32);
        if (OneDnn.HasFastBFloat16)
        {
            var best = Best(theirs16, theirs16Last);
            Ratio("ours bfloat16 / PyTorch bfloat16, its better layout", Median(ours16) / best, WantedBFloat16);
        }

        Contestant Ours(string name, TrainingVariant variant)
            => Contestant.Own($"ours, {name}", variant.Arguments(steps, threads));

        Contestant Theirs(string type, params string[] more) => new(
            $"PyTorch, {type}{(more.Length > 0 ? ", channels last" : "")}",
            python,
            [Script, "--dtype", type, "--steps", $"{steps}", "--threads", $"{threads}", .. more]);

        double Median(Contestant contestant)
        {
            var sorted = rates[contestant].Order().ToArray();
            return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        }

        double Best(params Contestant[] contestants) => contestants.Max(Median);
    }

    private static void Ratio(string name, double value, double wanted)
        => Console.WriteLine($"{name}: {value:F2} (wanted: {wanted:F1} at least)");
}
