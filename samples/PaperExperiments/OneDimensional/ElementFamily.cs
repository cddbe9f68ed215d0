using static TorchSharp.torch;

namespace PaperExperiments.OneDimensional;

/// <summary>A parametric family of classes of numbers (section 4.1): how a number is presented to q(c; D), how likely it is under
/// parameters that are linear in c, and how classes of its data set are drawn.</summary>
internal abstract class ElementFamily
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
    public virtual Tensor Features(Tensor x) => x.unsqueeze(1);

    /// <summary>log p(x | parameters).</summary>
    public abstract Tensor LogProbability(Tensor x, Tensor parameters, Tensor common);

    /// <summary>Draws a class from the hyperprior, and elements of it.</summary>
    public abstract float[] DrawClass(int count, Random random);
}
