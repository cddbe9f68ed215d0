using System.Diagnostics;

namespace Vhe.Networks.Training;

/// <summary>Gathers the terms of the steps between two progress reports.</summary>
internal sealed class ProgressWindow(IReadOnlyList<string> symbols)
{
    private readonly double[] _kl = new double[symbols.Count];
    private long _start = Stopwatch.GetTimestamp();
    private double _bound;
    private double _reconstruction;
    private double _gradientNorm;
    private double? _logClassProbability;
    private long _images;
    private int _steps;

    /// <summary>Time since the last report.</summary>
    public TimeSpan Age => Stopwatch.GetElapsedTime(_start);

    /// <summary>Whether a step was added since.</summary>
    public bool IsEmpty => _steps == 0;

    /// <summary>Adds one step.</summary>
    public void Add(TrainingStep.Measures step)
    {
        _bound += step.Elbo;
        _reconstruction += step.Reconstruction;
        _gradientNorm += step.GradientNorm;
        _logClassProbability = step.LogClassProbability is { } value ? (_logClassProbability ?? 0) + value : null;
        _images += step.Images;
        _steps++;
        for (var i = 0; i < _kl.Length; i++)
            _kl[i] += step.Kl[i];
    }

    /// <summary>Gives the means and starts anew.</summary>
    public TrainingProgress Report(long step, double fraction, TimeSpan elapsed, TrainingStep.Settings settings, int rollBacks)
    {
        var kl = symbols.Select((symbol, i) => KeyValuePair.Create(symbol, _kl[i] / _steps)).ToDictionary(StringComparer.Ordinal);
        var progress = new TrainingProgress(
            step,
            fraction,
            elapsed,
            fraction > 0 ? elapsed * ((1 - fraction) / fraction) : TimeSpan.Zero,
            _images / Age.TotalSeconds,
            _bound / _steps,
            _reconstruction / _steps,
            kl,
            settings.KlWeight,
            settings.LearningRate,
            _gradientNorm / _steps,
            rollBacks)
        {
            LogClassProbability = _logClassProbability / _steps,
        };
        _start = Stopwatch.GetTimestamp();
        (_bound, _reconstruction, _gradientNorm, _logClassProbability, _images, _steps) = (0, 0, 0, null, 0, 0);
        Array.Clear(_kl);
        return progress;
    }
}
