using static TorchSharp.torch;

namespace Vhe.Networks.Data;

/// <summary>Which elements of which classes the support sets of a minibatch are; the tightened bound asks (Eq. 21).</summary>
/// <param name="Class">[G], int64: the number of each group's class in the data.</param>
/// <param name="Elements">[G, S], int64: the numbers, within that class, of the elements of D, distinct and in the order of their
/// draw. Of an image it is the number of what it was before it was turned, moved and binarized.</param>
public sealed record Members(Tensor Class, Tensor Elements);
