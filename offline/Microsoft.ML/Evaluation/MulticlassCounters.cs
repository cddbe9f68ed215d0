namespace Microsoft.ML.Data;

// Running sums over the rows of an evaluation.
internal sealed class MulticlassCounters(int classes, int topK)
{
    private const float Smallest = 1e-15f;

    private readonly double[] _rowsOfClass = new double[classes];
    private readonly double[] _logLossOfClass = new double[classes];
    private readonly double[] _rows = new double[classes + 1];
    private double _count;
    private double _totalLogLoss;

    public int TopK => topK;
    public double[][] Confusion { get; } = Enumerable.Range(0, classes).Select(_ => new double[classes]).ToArray();
    public double LogLoss => _count > 0 ? _totalLogLoss / _count : 0;
    public double MicroAccuracy => _count > 0 ? _rows[0] / _count : 0;

    public double MacroAccuracy => Enumerable.Range(0, classes).Where(c => _rowsOfClass[c] > 0)
        .Select(c => Confusion[c][c] / _rowsOfClass[c]).DefaultIfEmpty(0).Average();

    // By how much the loss is below that of always answering the classes' own frequencies.
    public double LogLossReduction
    {
        get
        {
            double entropy = -_rowsOfClass.Where(n => n > 0).Sum(n => n * Math.Log(n / _count)) / _count;
            return (entropy - LogLoss) / entropy;
        }
    }

    public double[] PerClassLogLoss => _rowsOfClass.Select((n, c) => n > 0 ? _logLossOfClass[c] / n : 0).ToArray();

    public double[] TopKAccuracies
    {
        get
        {
            double sum = 0;
            return _rows.Take(topK).Select(n => sum += n / _count).ToArray();
        }
    }

    public void Add(int label, float[] scores)
    {
        bool known = label < classes;
        float right = known ? scores[label] : 0;
        double logLoss = -Math.Log(known ? Math.Clamp(right, Smallest, 1) : Smallest);
        int rank = 0;
        int assigned = 0;
        for (int i = 0; i < classes; i++)
        {
            if (scores[i] > right || (scores[i] == right && i < label))
                rank++;
            if (scores[assigned] < scores[i])
                assigned = i;
        }
        _count++;
        _totalLogLoss += logLoss;
        _rows[rank]++;
        if (!known)
            return;
        _rowsOfClass[label]++;
        _logLossOfClass[label] += logLoss;
        Confusion[label][rank == 0 ? label : assigned]++;
    }
}
