using static TorchSharp.torch;

namespace PaperExperiments.OneDimensional;

/// <summary>Each class is von Mises, its mean direction drawn evenly; all have one concentration.</summary>
internal sealed class VonMisesFamily : ElementFamily
{
    private const double Concentration = 2;

    public override string Name => "von Mises";

    public override int FeatureCount => 2;

    /// <summary>The mean direction as a vector.</summary>
    public override int ParameterCount => 2;

    /// <summary>Cosine and sine: a linear map of the angle itself would tear the circle.</summary>
    public override Tensor Features(Tensor x) => stack(new[] { x.cos(), x.sin() }, 1);

    public override Tensor LogProbability(Tensor x, Tensor parameters, Tensor common)
        => new VonMises(parameters, common).LogProbability(x);

    /// <summary>By rejection from the even distribution.</summary>
    public override float[] DrawClass(int count, Random random)
    {
        var mean = Angle();
        var elements = new float[count];
        for (var i = 0; i < count;)
        {
            var x = Angle();
            if (random.NextDouble() < Math.Exp(Concentration * (Math.Cos(x - mean) - 1)))
                elements[i++] = (float)x;
        }

        return elements;

        double Angle() => Math.PI * ((2 * random.NextDouble()) - 1);
    }
}
