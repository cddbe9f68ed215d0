using Vhe.Networks.Data;

namespace Vhe.Networks.Evaluation;

/// <summary>One task of the protocol: tell apart classes of which only the support images are known.</summary>
/// <param name="Support">The classes, each with its support images: n classes of k images.</param>
/// <param name="Queries">The images to classify, in random order; none of them is a support image.</param>
/// <param name="Answers">For each query the index of its class in <paramref name="Support"/>.</param>
public sealed record Episode(IReadOnlyList<ImageClass> Support, IReadOnlyList<float[]> Queries, int[] Answers);
