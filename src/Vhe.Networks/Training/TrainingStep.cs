using TorchSharp.Modules;
using Vhe.Networks.Data;
using Vhe.Networks.Distributions;
using Vhe.Networks.Models;
using static TorchSharp.torch;

namespace Vhe.Networks.Training;

/// <summary>One step of Algorithm 1: draw a batch, estimate the bound and its gradient, and move the weights.</summary>
internal sealed class TrainingStep : IDisposable
{
    private readonly VheModel _model;
    private readonly GroupedSampler _sampler;
    private readonly TrainingOptions _options;
    private readonly Parameter[] _parameters;
    private readonly Adam _optimizer;

    /// <summary>Prepares the steps of a run.</summary>
    public TrainingStep(VheModel model, GroupedImages images, TrainingOptions options)
    {
        (_model, _options) = (model, options);
        _sampler = new GroupedSampler(images, options.Objective, options.Sampling, options.Seed);
        _parameters = [.. model.Network.parameters()];
        _optimizer = optim.Adam(_parameters, options.LearningRate);
        State = new TrainingState(model, _optimizer);
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
        using var noise = new NoiseSource(NoiseSource.Derive(_options.Seed, ~step), _model.Device);
        var batch = _sampler.Draw(step, _model.Device);
        var terms = _model.Network.Bound(batch, _options.Objective, noise);

        _optimizer.zero_grad();
        (-terms.Bound(settings.KlWeight).mean()).backward();
        var norm = nn.utils.clip_grad_norm_(_parameters, _options.GradientClip);

        var result = new StepResult(
            Mean(terms.Bound()),
            Mean(terms.LogLikelihood),
            [.. terms.Kl.Select(Mean)],
            norm,
            batch.Targets.shape[0]);
        var moves = accepts(result);
        if (moves)
        {
            foreach (var group in _optimizer.ParamGroups)
            {
                group.LearningRate = settings.LearningRate;
            }

            _optimizer.step();
        }

        return (result, moves);
    }

    /// <inheritdoc/>
    public void Dispose() => _optimizer.Dispose();

    private static double Mean(Tensor values) => values.detach().mean().item<float>();
}
