using Vhe.Networks.Data;
using Vhe.Networks.Distributions;
using Vhe.Networks.Models;
using Vhe.Networks.Objectives;
using static TorchSharp.torch;

namespace Vhe.Networks.Training;

/// <summary>One step of Algorithm 1: draw a batch, estimate the bound and its gradient, and move the weights.</summary>
internal sealed class TrainingStep : IDisposable
{
    private readonly VariationalHomoencoder _network;
    private readonly IBatchSource _batches;
    private readonly Device _device;
    private readonly TrainingOptions _options;
    private readonly Adam _optimizer;

    /// <summary>Prepares the steps of a run over images.</summary>
    public TrainingStep(VheModel model, GroupedImages images, TrainingOptions options)
        : this(
            model.Network,
            new GroupedSampler(images, options.Objective, options.Sampling, options.Seed),
            model.Device,
            options)
    {
    }

    /// <summary>Prepares the steps of a run.</summary>
    /// <param name="network">What is trained.</param>
    /// <param name="batches">What it is trained on.</param>
    /// <param name="device">Where the network is.</param>
    /// <param name="options">How it is trained; the sampling is the source's own affair.</param>
    /// <exception cref="ArgumentException">The source draws for another objective.</exception>
    public TrainingStep(VariationalHomoencoder network, IBatchSource batches, Device device, TrainingOptions options)
    {
        if (batches.Objective is { } drawn && drawn.Resample != options.Objective.Resample)
        {
            throw new ArgumentException(
                $"The batches are drawn for the objective '{drawn.Name}', and the options have '{options.Objective.Name}'.",
                nameof(batches));
        }

        (_network, _batches, _device, _options) = (network, batches, device, options);
        _optimizer = new Adam(network.named_parameters());
        State = new TrainingState(network, _optimizer);
    }

    /// <summary>What the steps change.</summary>
    public TrainingState State { get; }

    /// <summary>Takes one step.</summary>
    /// <param name="step">Its number: with the seed it decides every draw.</param>
    /// <param name="settings">What it goes by.</param>
    /// <param name="accepts">Looks at what was measured; the weights move only where it says yes.</param>
    /// <returns>What was measured, and whether the weights moved.</returns>
    public (StepResult Result, bool Moved) Take(long step, StepSettings settings, Func<StepResult, bool> accepts)
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
        {
            raised = raised.Plus(discrimination.mean().Times(_options.DiscriminativeWeight));
        }

        _optimizer.ZeroGradients();
        (-raised).backward();
        var norm = _optimizer.ClipGradients(_options.GradientClip);

        var result = new StepResult(
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
        {
            _optimizer.Step(settings.LearningRate);
        }

        return (result, moves);
    }

    /// <inheritdoc/>
    public void Dispose() => _optimizer.Dispose();

    private static double Mean(Tensor values) => values.detach().mean().item<float>();
}
