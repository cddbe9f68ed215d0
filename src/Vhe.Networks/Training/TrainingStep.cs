using System.Runtime.InteropServices;
using Vhe.Networks.Data;
using Vhe.Networks.Distributions;
using Vhe.Networks.Models;

namespace Vhe.Networks.Training;

/// <summary>One step of Algorithm 1: draw a batch, estimate the bound and its gradient, and move the weights.</summary>
internal sealed class TrainingStep : IDisposable
{
    private readonly VariationalHomoencoder _network;
    private readonly IBatchSource _batches;
    private readonly Device _device;
    private readonly TrainingOptions _options;
    private readonly Adam _optimizer;

    /// <summary>What one step goes by.</summary>
    [StructLayout(LayoutKind.Auto)]
    internal readonly record struct Settings(double LearningRate, double KlWeight);

    /// <summary>What one step measured: means over its targets, in nats; the KL of each latent variable not divided, the norm of the
    /// gradient before clipping, log p(k | x) where the run has a discriminative term.</summary>
    internal sealed record Measures(double Elbo, double Reconstruction, double[] Kl, double GradientNorm, long Images)
    {
        public double? LogClassProbability { get; init; }
    }

    /// <summary>Prepares the steps of a run over images.</summary>
    public TrainingStep(VheModel model, GroupedImages images, TrainingOptions options)
        : this(model, new GroupedSampler(images, options.Sampling, options.Seed, options.Objective.Resample), options)
    {
    }

    /// <summary>Prepares the steps of a run on batches of which the options' sampling says nothing.</summary>
    public TrainingStep(VheModel model, IBatchSource batches, TrainingOptions options)
    {
        if (batches.Resample is { } resample && resample != options.Objective.Resample)
        {
            throw new ArgumentException(
                $"The batches are drawn with x {(resample ? "apart from" : "in")} D, which does not fit the objective "
                + $"'{options.Objective.Name}'.",
                nameof(batches));
        }

        (_network, _device, _batches, _options) = (model.Network, model.Device, batches, options);
        _optimizer = new Adam(_network.named_parameters());
        State = new TrainingState(_network, _optimizer);
    }

    /// <summary>What the steps change.</summary>
    public TrainingState State { get; }

    /// <summary>Takes one step; its number and the seed decide every draw, and the weights move only where its measures are accepted.
    /// </summary>
    public (Measures Result, bool Moved) Take(long step, Settings settings, Func<Measures, bool> accepts)
    {
        using var scope = NewDisposeScope();
        using var noise = new SeededGenerator(SeededGenerator.Derive(_options.Seed, ~step), _device);
        var batch = _batches.Draw(step, _device);
        var terms = _network.Elbo(batch, _options.Objective, noise);

        var discrimination = _options.DiscriminativeWeight > 0
            ? ClassDiscrimination.LogProbability(_network, batch, terms, _options.HardNegatives)
            : null;
        var raised = terms.Elbo(settings.KlWeight).mean();
        if (discrimination is not null)
            raised = raised.Plus(discrimination.mean().Times(_options.DiscriminativeWeight));

        _optimizer.ZeroGradients();
        (-raised).backward();
        var norm = _optimizer.ClipGradients(_options.GradientClip);

        var result = new Measures(
            Mean(terms.Elbo()),
            Mean(terms.LogLikelihood),
            [.. terms.Kl.Select(Mean)],
            norm,
            batch.Targets.shape[0])
        {
            LogClassProbability = discrimination is null ? null : Mean(discrimination),
        };
        var moves = accepts(result);
        if (moves)
            _optimizer.Step(settings.LearningRate);

        return (result, moves);
    }

    public void Dispose()
    {
        State.Dispose();
        _optimizer.Dispose();
    }

    private static double Mean(Tensor values) => values.detach().mean().item<float>();
}
