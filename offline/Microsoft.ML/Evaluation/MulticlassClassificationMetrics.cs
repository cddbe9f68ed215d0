using System.Collections.Immutable;

namespace Microsoft.ML.Data;

public sealed class MulticlassClassificationMetrics
{
    internal MulticlassClassificationMetrics(MulticlassCounters counters, ReadOnlyMemory<char>[] classNames)
    {
        MicroAccuracy = counters.MicroAccuracy;
        MacroAccuracy = counters.MacroAccuracy;
        LogLoss = counters.LogLoss;
        LogLossReduction = counters.LogLossReduction;
        PerClassLogLoss = counters.PerClassLogLoss.ToImmutableArray();
        TopKPredictionCount = counters.TopK;
        TopKAccuracyForAllK = counters.TopK > 0 ? counters.TopKAccuracies.ToImmutableArray() : null;
        ConfusionMatrix = new ConfusionMatrix(counters.Confusion, classNames);
    }

    public double LogLoss { get; }
    public double LogLossReduction { get; }
    public double MacroAccuracy { get; }
    public double MicroAccuracy { get; }
    public double TopKAccuracy => TopKAccuracyForAllK?.LastOrDefault() ?? 0;
    public int TopKPredictionCount { get; }
    public IReadOnlyList<double> TopKAccuracyForAllK { get; }
    public IReadOnlyList<double> PerClassLogLoss { get; }
    public ConfusionMatrix ConfusionMatrix { get; }
}
