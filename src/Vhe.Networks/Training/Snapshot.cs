using static TorchSharp.torch;

namespace Vhe.Networks.Training;

/// <summary>A copy of a <see cref="TrainingState"/> to go back to.</summary>
internal sealed class Snapshot : IDisposable
{
    private readonly TrainingState _state;
    private readonly Dictionary<string, Tensor> _copies = new(StringComparer.Ordinal);
    private long _optimizerSteps;

    /// <summary>Copies a state.</summary>
    public Snapshot(TrainingState state)
    {
        _state = state;
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        foreach (var (name, tensor) in state.Tensors)
        {
            _copies[name] = tensor.detach().clone().DetachFromDisposeScope();
        }

        _optimizerSteps = state.OptimizerSteps;
    }

    /// <summary>Copies the state again, over the copy before.</summary>
    public void Take()
    {
        Copy(_state.Tensors, _copies);
        _optimizerSteps = _state.OptimizerSteps;
    }

    /// <summary>Sets the state back to the copy.</summary>
    public void Restore()
    {
        Copy(_copies, _state.Tensors);
        _state.OptimizerSteps = _optimizerSteps;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var copy in _copies.Values)
        {
            copy.Dispose();
        }
    }

    private static void Copy(IReadOnlyDictionary<string, Tensor> from, IReadOnlyDictionary<string, Tensor> to)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        foreach (var (name, tensor) in from)
        {
            to[name].copy_(tensor);
        }
    }
}
