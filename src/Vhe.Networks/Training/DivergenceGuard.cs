namespace Vhe.Networks.Training;

/// <summary>
/// Tells a diverging step from an honest one. The paper saw "sudden large increases in the training objective" and restarted by
/// hand (section 6.4.1).
/// </summary>
internal sealed class DivergenceGuard
{
    private const int StepsToSettle = 50;
    private const double Memory = 0.98;
    private const double Spike = 3;

    // Of densities the cost may be about 0, or below.
    private const double LeastScale = 1;

    private double _usual;
    private int _seen;

    /// <summary>Looks at one step.</summary>
    public bool Accepts(TrainingStep.Measures step)
    {
        var cost = -step.Elbo;
        if (!double.IsFinite(cost) || !double.IsFinite(step.GradientNorm))
            return false;

        if (_seen >= StepsToSettle && cost - _usual > (Spike - 1) * Math.Max(Math.Abs(_usual), LeastScale))
            return false;

        _seen++;
        var memory = Math.Min(Memory, 1 - (1.0 / _seen));
        _usual = (memory * _usual) + ((1 - memory) * cost);
        return true;
    }
}
