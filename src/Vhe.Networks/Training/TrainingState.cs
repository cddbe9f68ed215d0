using TorchSharp.Modules;
using Vhe.Networks.Models;
using static TorchSharp.torch;

namespace Vhe.Networks.Training;

/// <summary>All that a step of training changes: weights, running statistics, and Adam's moments and step count.</summary>
internal sealed class TrainingState
{
    private readonly IReadOnlyList<Adam.State> _moments;

    /// <summary>Looks into a network and its optimizer.</summary>
    public TrainingState(VariationalHomoencoder network, Adam optimizer)
    {
        _moments = [.. optimizer.state_dict().State.Cast<Adam.State>()];
        var tensors = network.state_dict().ToDictionary(item => item.Key, item => item.Value, StringComparer.Ordinal);
        foreach (var (moments, (name, _)) in _moments.Zip(network.named_parameters()))
        {
            tensors[$"adam.exp_avg.{name}"] = moments.exp_avg;
            tensors[$"adam.exp_avg_sq.{name}"] = moments.exp_avg_sq;
        }

        Tensors = tensors;
    }

    /// <summary>The live tensors by name.</summary>
    public IReadOnlyDictionary<string, Tensor> Tensors { get; }

    /// <summary>How many steps Adam has taken.</summary>
    public long OptimizerSteps
    {
        get => _moments[0].step;
        set
        {
            foreach (var moments in _moments)
            {
                moments.step = value;
            }
        }
    }
}
