namespace Vhe.Networks.Tests.TestData;

/// <summary>
/// A model whose likelihood and posteriors are known: c ~ N(0, 1) for a class, z ~ N(c, Spread^2) and x ~ N(z, Noise^2) for an
/// element; every "image" is one number. Its encoders are the exact posteriors, so every bound can be told in closed form.
/// </summary>
internal static class GaussianClasses
{
    /// <summary>Variance of z given c.</summary>
    public const double Spread = 0.8;

    /// <summary>Variance of x given z.</summary>
    public const double Noise = 0.5;

    /// <summary>With z, or with z integrated out.</summary>
    public static VariationalHomoencoder Create(bool withElementLatent)
    {
        var c = new LatentVariable("c", Grouping.Class, new ClassPosterior(), new StandardNormalPrior(1));
        return withElementLatent
            ? new VariationalHomoencoder(
                [c, new LatentVariable("z", Grouping.Element, new ElementPosterior(), new ElementPrior())],
                new Likelihood(1, Noise))
            : new VariationalHomoencoder([c], new Likelihood(0, Spread + Noise));
    }

    /// <summary>The exact p(c | elements): mean and variance.</summary>
    public static (double Mean, double Variance) Posterior(IReadOnlyCollection<float> elements)
    {
        var precision = 1 + (elements.Count / (Spread + Noise));
        return (elements.Sum() / (Spread + Noise) / precision, 1 / precision);
    }

    /// <summary>The exact log p(X), by the chain rule over the elements.</summary>
    public static double LogProbability(IReadOnlyList<float> elements) => Enumerable.Range(0, elements.Count).Sum(i =>
    {
        var (mean, variance) = Posterior([.. elements.Take(i)]);
        var predictive = variance + Spread + Noise;
        return -0.5 * (Math.Log(2 * Math.PI * predictive) + (Math.Pow(elements[i] - mean, 2) / predictive));
    });

    /// <summary>The exact KL(q(c; D) || p(c | X)): what a bound with D in place of X loses.</summary>
    public static double Loss(IReadOnlyCollection<float> d, IReadOnlyCollection<float> x)
    {
        var (q, p) = (Posterior(d), Posterior(x));
        var ratio = q.Variance / p.Variance;
        return 0.5 * (ratio + (Math.Pow(q.Mean - p.Mean, 2) / p.Variance) - 1 - Math.Log(ratio));
    }

    private static Tensor Like(Tensor value, double variance) => NumberTensor.FullLike(value, Math.Log(variance));

    private sealed class ClassPosterior() : Encoder(nameof(ClassPosterior))
    {
        public override DiagonalGaussian Infer(Tensor support, IReadOnlyList<Tensor> parents)
        {
            var precision = 1 + (support.shape[1] / (Spread + Noise));
            var mean = support.flatten(1).sum(1, keepdim: true).DividedBy(Spread + Noise).DividedBy(precision);
            return new DiagonalGaussian(mean, Like(mean, 1 / precision));
        }
    }

    private sealed class ElementPosterior() : Encoder(nameof(ElementPosterior))
    {
        public override DiagonalGaussian Infer(Tensor support, IReadOnlyList<Tensor> parents)
        {
            var precision = (1 / Spread) + (1 / Noise);
            var mean = parents[0].DividedBy(Spread).Plus(support.flatten(1).DividedBy(Noise)).DividedBy(precision);
            return new DiagonalGaussian(mean, Like(mean, 1 / precision));
        }
    }

    private sealed class ElementPrior() : Prior(nameof(ElementPrior))
    {
        public override DiagonalGaussian Given(Tensor value, IReadOnlyList<Tensor> parents)
            => new(parents[0], Like(value, Spread));

        public override Tensor Sample(long count, IReadOnlyList<Tensor> parents, SeededGenerator noise)
            => Given(parents[0], parents).Sample(noise);
    }

    /// <summary>x around one of the latent variables.</summary>
    private sealed class Likelihood(int parent, double variance) : Decoder(nameof(Likelihood))
    {
        public override Tensor LogLikelihood(Tensor x, IReadOnlyList<Tensor> latents)
            => new DiagonalGaussian(latents[parent], Like(latents[parent], variance)).LogProbability(x.flatten(1));

        public override Tensor Sample(IReadOnlyList<Tensor> latents, SeededGenerator noise, double temperature)
            => throw new NotSupportedException("Nothing is drawn from this model.");
    }
}
