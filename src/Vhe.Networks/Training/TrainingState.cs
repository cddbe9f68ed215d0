using Vhe.Networks.Models;
using static TorchSharp.torch;

namespace Vhe.Networks.Training;

/// <summary>All that a step of training changes: weights, running statistics, and Adam's moments and step count.</summary>
internal sealed class TrainingState
{
    private readonly Adam _optimizer;

    /// <summary>Looks into a network and its optimizer.</summary>
    public TrainingState(VariationalHomoencoder network, Adam optimizer)
    {
        _optimizer = optimizer;
        var tensors = network.state_dict().ToDictionary(item => item.Key, item => item.Value, StringComparer.Ordinal);
        foreach (var (name, mean) in optimizer.Means)
        {
            tensors[$"adam.exp_avg.{name}"] = mean;
        }

        foreach (var (name, square) in optimizer.Squares)
        {
            tensors[$"adam.exp_avg_sq.{name}"] = square;
        }

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
}
