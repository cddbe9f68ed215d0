using static TorchSharp.torch;

namespace PaperExperiments.OneDimensional;

/// <summary>Each class is even on a subset of 1 to 8: 1 to 4, 5 to 8, the odd or the even numbers.</summary>
internal sealed class DiscreteFamily : ElementFamily
{
    private const int Values = 8;

    private static readonly int[][] Subsets = [[1, 2, 3, 4], [5, 6, 7, 8], [1, 3, 5, 7], [2, 4, 6, 8]];

    public override string Name => "Discrete";

    public override int FeatureCount => Values;

    public override int ParameterCount => Values;

    /// <summary>One-hot: a linear map of the number itself could not tell odd from even.</summary>
    public override Tensor Features(Tensor x)
        => x.unsqueeze(1).eq(NumberTensor.Range(1, Values + 1, float32, x.device).unsqueeze(0)).to(float32);

    public override Tensor LogProbability(Tensor x, Tensor parameters, Tensor common)
        => new Categorical(parameters).LogProbability(x.to(int64).Minus(1));

    public override float[] DrawClass(int count, Random random)
    {
        var subset = Subsets[random.Next(Subsets.Length)];
        return [.. Enumerable.Range(0, count).Select(_ => (float)subset[random.Next(subset.Length)])];
    }
}
