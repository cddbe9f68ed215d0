using static TorchSharp.torch;

namespace Vhe.Networks.Data;

/// <summary>One minibatch of Algorithm 1: N targets x, and the support set D of every class that they are in.</summary>
/// <param name="Targets">[N, C, H, W], float32: x, what is decoded.</param>
/// <param name="Classes">The classes of the targets.</param>
public sealed record GroupedBatch(Tensor Targets, Groups Classes)
{
    /// <summary>The groups of one kind. An element is a group of its own: inferred from itself, and alone with its KL (Eq. 13).
    /// </summary>
    /// <param name="grouping">Which kind.</param>
    /// <returns>The groups over the same targets.</returns>
    public Groups For(Grouping grouping)
    {
        if (grouping == Grouping.Class)
        {
            return Classes;
        }

        var each = arange(Targets.shape[0], dtype: int64, device: Targets.device);
        return new Groups(Targets.unsqueeze(1), each, each, ones(Targets.shape[0], device: Targets.device));
    }
}
