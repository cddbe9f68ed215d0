namespace Vhe.Networks.Data;

/// <summary>The groups of a minibatch that share one latent variable each: G groups over N targets.</summary>
/// <param name="Support">[G, S, C, H, W], float32: D, the elements that the group's latent variable is inferred from.</param>
/// <param name="Of">[N], int64: the group of each target.</param>
/// <param name="First">[G], int64: one target of each group; what its parents' values are read from.</param>
/// <param name="Size">[G], float32: |X|, how many elements the whole group has.</param>
internal record Groups(Tensor Support, Tensor Of, Tensor First, Tensor Size)
{
    /// <summary>[G, S], float32: 1 for the elements of D that the encoder sees, 0 for those that sample dropout hides from it;
    /// null where it sees all.</summary>
    public Tensor? Kept { get; init; }

    /// <summary>[G], int64: the number of each group's class, where the source of the batch says so.</summary>
    public Tensor? Class { get; init; }
}
