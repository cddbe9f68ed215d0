namespace Vhe.Networks.Data;

/// <summary>One minibatch of Algorithm 1: N targets x, and the support set D of every group that they are in.</summary>
/// <param name="Targets">[N, C, H, W], float32: x, what is decoded.</param>
/// <param name="Classes">The classes of the targets.</param>
internal sealed record GroupedBatch(Tensor Targets, Groups Classes)
{
    /// <summary>The alphabets of the targets, where the model has a latent variable for each.</summary>
    public Groups? Alphabets { get; init; }

    /// <summary>The styles of the targets, where the model has a latent variable for each.</summary>
    public Groups? Styles { get; init; }

    /// <summary>The groups of one kind. An element is a group of its own: inferred from itself, and alone with its KL (Eq. 13).
    /// </summary>
    /// <exception cref="InvalidOperationException">The batch was drawn without such groups.</exception>
    public Groups For(Grouping grouping)
        => grouping switch
        {
            Grouping.Class => Classes,
            Grouping.Element => Elements(),
            Grouping.Alphabet => Alphabets,
            Grouping.Style => Styles,
            _ => null,
        }
        ?? throw new InvalidOperationException($"The model has a latent variable for each {grouping}; the batch has no such groups.");

    private Groups Elements()
    {
        var each = NumberTensor.Range(Targets.shape[0], int64, Targets.device);
        return new Groups(Targets.unsqueeze(1), each, each, ones(Targets.shape[0], device: Targets.device));
    }
}
