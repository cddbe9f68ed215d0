using Vhe.Networks.Data;
using static TorchSharp.torch;

namespace PaperExperiments.Tightened;

/// <summary>Classes that say which of their elements D is; what the tightened bound needs of a batch.</summary>
/// <param name="Support">[G, S, 1, 1, 1], float32: D.</param>
/// <param name="Of">[N], int64: the group of each target.</param>
/// <param name="First">[G], int64: one target of each group.</param>
/// <param name="Size">[G], float32: |X|.</param>
/// <param name="Elements">[G, S], int64: which elements of the class D is, in the order in which they were drawn.</param>
internal sealed record SubsetGroups(Tensor Support, Tensor Of, Tensor First, Tensor Size, Tensor Elements) : Groups(Support, Of, First, Size);
