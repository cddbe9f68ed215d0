using System.Collections.Immutable;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

public sealed class ConfusionMatrix
{
    private readonly ReadOnlyMemory<char>[] _names;

    internal ConfusionMatrix(double[][] counts, ReadOnlyMemory<char>[] names)
    {
        _names = names;
        Counts = counts.Select(row => (IReadOnlyList<double>)row.ToImmutableArray()).ToImmutableArray();
        PerClassRecall = counts.Select((row, i) => Ratio(row[i], row.Sum())).ToImmutableArray();
        PerClassPrecision = counts.Select((row, i) => Ratio(row[i], counts.Sum(r => r[i]))).ToImmutableArray();
    }

    public IReadOnlyList<double> PerClassPrecision { get; }
    public IReadOnlyList<double> PerClassRecall { get; }
    public IReadOnlyList<IReadOnlyList<double>> Counts { get; }
    public int NumberOfClasses => Counts.Count;

    public double GetCountForClassPair(int predictedClassIndicatorIndex, int actualClassIndicatorIndex)
    {
        Check(predictedClassIndicatorIndex, nameof(predictedClassIndicatorIndex));
        Check(actualClassIndicatorIndex, nameof(actualClassIndicatorIndex));
        return Counts[actualClassIndicatorIndex][predictedClassIndicatorIndex];
    }

    public string GetFormattedConfusionTable() => ConfusionTable.Format(this, _names.Select(n => n.ToString()).ToArray());

    private void Check(int index, string name) => Contracts.CheckParam(index >= 0 && index < NumberOfClasses, name,
        "Invalid index. Should be non-negative, less than the number of classes.");

    private static double Ratio(double part, double whole) => whole > 0 ? part / whole : 0;
}
