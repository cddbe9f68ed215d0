namespace Vhe.Networks.Tests.TestData;

/// <summary>x = c + t + noise with standard normal c and t: every likelihood is known in closed form.</summary>
internal static class ConjugateModel
{
    private const double NoiseVariance = 0.25;
    private const double ElementVariance = 1 + NoiseVariance;

    // Wider than the true posterior: weights that were all equal would hide a wrong one.
    private const double Widened = 1.5;

    public static VariationalHomoencoder Create() => new(
        [
            new LatentVariable("c", Grouping.Class, new ClassEncoder(), new StandardNormalPrior(1)),
            new LatentVariable("t", Grouping.Element, new ElementEncoder(), new StandardNormalPrior(1)),
        ],
        new SumDecoder());

    public static Tensor Images(params float[] values) => tensor(values).view(values.Length, 1, 1, 1);

    /// <summary>log N(X; 0, ElementVariance I + 1 1').</summary>
    public static double LogJoint(params float[] values)
    {
        double count = values.Length, sum = values.Sum(value => (double)value), squares = values.Sum(value => (double)value * value);
        var distance = (squares - (sum * sum / (ElementVariance + count))) / ElementVariance;
        var logDeterminant = ((count - 1) * Math.Log(ElementVariance)) + Math.Log(ElementVariance + count);
        return -0.5 * ((count * Math.Log(2 * Math.PI)) + logDeterminant + distance);
    }

    /// <summary>log of the integral of q(c; D) p(x | c).</summary>
    public static double LogConditional(float value, params float[] support)
    {
        var total = ElementVariance + support.Length;
        var variance = (Widened * ElementVariance / total) + ElementVariance;
        var difference = value - (support.Sum(item => (double)item) / total);
        return -0.5 * (Math.Log(2 * Math.PI * variance) + (difference * difference / variance));
    }

    private sealed class ClassEncoder() : Encoder(nameof(ClassEncoder))
    {
        public override DiagonalGaussian Infer(Tensor support, IReadOnlyList<Tensor> parents)
        {
            var total = ElementVariance + support.shape[1];
            var mean = support.flatten(1).sum(1).unsqueeze(1).DividedBy(total);
            return new DiagonalGaussian(mean, zeros_like(mean).Plus(Math.Log(Widened * ElementVariance / total)));
        }
    }

    private sealed class ElementEncoder() : Encoder(nameof(ElementEncoder))
    {
        public override DiagonalGaussian Infer(Tensor support, IReadOnlyList<Tensor> parents)
        {
            var mean = support.flatten(1).DividedBy(1 + ElementVariance);
            return new DiagonalGaussian(mean, zeros_like(mean).Plus(Math.Log(ElementVariance / (1 + ElementVariance))));
        }
    }

    private sealed class SumDecoder() : Decoder(nameof(SumDecoder))
    {
        public override Tensor LogLikelihood(Tensor x, IReadOnlyList<Tensor> latents)
        {
            var mean = latents[0].Plus(latents[1]);
            return new DiagonalGaussian(mean, zeros_like(mean).Plus(Math.Log(NoiseVariance))).LogProbability(x.flatten(1));
        }

        public override Tensor Sample(IReadOnlyList<Tensor> latents, SeededGenerator noise, double temperature)
            => throw new NotSupportedException("The tests do not draw from this model.");
    }
}
