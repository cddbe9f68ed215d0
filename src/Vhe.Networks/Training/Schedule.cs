namespace Vhe.Networks.Training;

/// <summary>How the learning rate and the weight of the KL terms go over a run.</summary>
internal sealed class Schedule(TrainingOptions options)
{
    /// <summary>The part of the budget that is used up, 0 to 1; by time or by steps, whichever is further.</summary>
    public double Fraction(long step, TimeSpan elapsed)
    {
        var time = options.Budget is { } budget ? elapsed / budget : 0;
        var steps = options.Steps is { } limit ? (double)step / limit : 0;
        return Math.Min(1, Math.Max(time, steps));
    }

    /// <summary>A short linear rise, then a cosine down to its final part.</summary>
    public double LearningRate(long step, double fraction)
    {
        var rise = Math.Min(1, (step + 1.0) / Math.Max(1, options.LearningRateWarmUpSteps));
        var cosine = 0.5 * (1 + Math.Cos(Math.PI * fraction));
        return options.LearningRate * rise * (options.FinalLearningRate + ((1 - options.FinalLearningRate) * cosine));
    }

    /// <summary>KL annealing (section 4.1): without it the latents are given up before the decoder can use them.</summary>
    public double KlWeight(double fraction)
        => options.KlWarmUp == 0 ? 1 : Math.Min(1, 0.01 + (fraction / options.KlWarmUp));
}
