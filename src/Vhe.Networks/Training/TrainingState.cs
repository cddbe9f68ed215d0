using Vhe.Networks.Models;

namespace Vhe.Networks.Training;

/// <summary>All that a step of training changes (weights, running statistics, Adam's moments and step count), and a copy of it to go
/// back to.</summary>
internal sealed class TrainingState : IDisposable
{
    private readonly Adam _optimizer;
    private readonly Dictionary<string, Tensor> _kept = new(StringComparer.Ordinal);
    private long _keptSteps;

    public TrainingState(VariationalHomoencoder network, Adam optimizer)
    {
        _optimizer = optimizer;
        var tensors = network.state_dict().ToDictionary(item => item.Key, item => item.Value, StringComparer.Ordinal);
        foreach (var (name, mean) in optimizer.Means)
            tensors[$"adam.exp_avg.{name}"] = mean;

        foreach (var (name, square) in optimizer.Squares)
            tensors[$"adam.exp_avg_sq.{name}"] = square;

        Tensors = tensors;
    }

    /// <summary>The live tensors by name.</summary>
    public IReadOnlyDictionary<string, Tensor> Tensors { get; }

    /// <summary>How many steps Adam has taken.</summary>
    public long OptimizerSteps
    {
        get => _optimizer.Steps;
        set => _optimizer.Steps = value;
    }

    /// <summary>Copies the state, over the copy before.</summary>
    public void Keep()
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        foreach (var (name, value) in Tensors)
        {
            if (_kept.TryGetValue(name, out var copy))
            {
                copy.copy_(value);
            }
            else
            {
                _kept[name] = value.detach().clone().DetachFromDisposeScope();
            }
        }

        _keptSteps = OptimizerSteps;
    }

    /// <summary>Sets the state back to the copy.</summary>
    public void Restore()
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        foreach (var (name, copy) in _kept)
            Tensors[name].copy_(copy);

        OptimizerSteps = _keptSteps;
    }

    /// <summary>Frees the copy; the live tensors belong to the network and its optimizer.</summary>
    public void Dispose()
    {
        foreach (var copy in _kept.Values)
            copy.Dispose();
    }
}
