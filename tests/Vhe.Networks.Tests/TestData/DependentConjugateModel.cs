namespace Vhe.Networks.Tests.TestData;

/// <summary>The model of <see cref="ConjugateModel"/> in other words: z = c + t depends on its parent c, x = z + noise. Its
/// likelihoods are the same.</summary>
internal static class DependentConjugateModel
{
    private const double NoiseVariance = 0.25;

    // Wider than the true posterior: weights that were all equal would hide a wrong one.
    private const double Widened = 1.4;

    /// <summary>The model over the class encoder of the other one.</summary>
    public static VariationalHomoencoder Create()
    {
        var c = ConjugateModel.Create().Latents[0];
        var z = new LatentVariable("z", Grouping.Element, new ElementEncoder(), new ElementPrior());
        return new([c, z], new ElementDecoder());
    }

    private sealed class ElementEncoder() : Encoder(nameof(ElementEncoder))
    {
        public override bool ReadsParents => true;

        public override DiagonalGaussian Infer(Tensor support, IReadOnlyList<Tensor> parents)
        {
            // p(z | x, c) is proportional to N(z; c, 1) N(x; z, v).
            var mean = parents[0].Times(NoiseVariance).Plus(support.flatten(1)).DividedBy(1 + NoiseVariance);
            return new DiagonalGaussian(mean, zeros_like(mean).Plus(Math.Log(Widened * NoiseVariance / (1 + NoiseVariance))));
        }
    }

    private sealed class ElementPrior() : Prior(nameof(ElementPrior))
    {
        public override bool ReadsParents => true;

        public override DiagonalGaussian Given(Tensor value, IReadOnlyList<Tensor> parents)
            => new(parents[0], zeros_like(parents[0]));

        public override Tensor Sample(long count, IReadOnlyList<Tensor> parents, SeededGenerator noise)
            => Given(parents[0], parents).Sample(noise);
    }

    private sealed class ElementDecoder() : Decoder(nameof(ElementDecoder))
    {
        public override Tensor LogLikelihood(Tensor x, IReadOnlyList<Tensor> latents)
            => new DiagonalGaussian(latents[1], zeros_like(latents[1]).Plus(Math.Log(NoiseVariance))).LogProbability(x.flatten(1));
    }
}
