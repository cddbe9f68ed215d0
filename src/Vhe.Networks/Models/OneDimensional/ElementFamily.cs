using static TorchSharp.torch;

namespace Vhe.Networks.Models.OneDimensional;

/// <summary>A parametric family of classes of numbers (section 4.1): how a number is presented to q(c; D), how likely it is under
/// parameters that are linear in c, and how classes of its data set are drawn.</summary>
public abstract class ElementFamily
{
    /// <summary>The five families, in the paper's order.</summary>
    public static IReadOnlyList<ElementFamily> All { get; } =
        [new GaussianFamily(), new GaussianMixtureFamily(), new VonMisesFamily(), new GammaFamily(), new DiscreteFamily()];

    /// <summary>The paper's name.</summary>
    public abstract string Name { get; }

    /// <summary>How many features an element has.</summary>
    public virtual int FeatureCount => 1;

    /// <summary>How many numbers, linear in c, parametrize a class.</summary>
    public virtual int ParameterCount => 1;

    /// <summary>What the encoder sees of elements; the number itself, unless a linear map of it could say nothing.</summary>
    /// <param name="x">[N].</param>
    /// <returns>[N, <see cref="FeatureCount"/>].</returns>
    public virtual Tensor Features(Tensor x) => x.unsqueeze(1);

    /// <summary>log p(x | parameters).</summary>
    /// <param name="x">[N].</param>
    /// <param name="parameters">[N, <see cref="ParameterCount"/>].</param>
    /// <param name="common">[]: the one parameter that is learned for all classes together.</param>
    /// <returns>[N], in nats.</returns>
    public abstract Tensor LogProbability(Tensor x, Tensor parameters, Tensor common);

    /// <summary>Draws a class from the hyperprior, and elements of it.</summary>
    /// <param name="count">How many elements.</param>
    /// <param name="random">Where the randomness comes from.</param>
    public abstract float[] DrawClass(int count, Random random);
}
