using PaperExperiments.Protocols;
using Vhe.Networks;
using Vhe.Networks.Distributions;
using Vhe.Networks.Inference;
using Vhe.Networks.Models;
using static TorchSharp.torch;

namespace PaperExperiments.OneDimensional;

/// <summary>Measures a model of section 4.1 on classes of numbers that it has not seen.</summary>
/// <param name="data">The classes, two or more.</param>
/// <param name="support">|D|, 1 to one less than a class has elements.</param>
/// <param name="seed">The same seed gives the same episodes and samples, and so the same numbers of the same model.</param>
/// <remarks>Safe for concurrent use.</remarks>
internal sealed class ElementEvaluation(ElementClasses data, int support, long seed)
{
    private const int DrawsOfClass = 10;
    private const int TargetsOfDraw = 10;
    private const int EmbeddingSamples = 20;

    // The caption of Figure 9.
    private const int JointSamples = 200;

    /// <summary>Measures.</summary>
    public ElementMeasures Measure(VheModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        OptionRange.Check("classes", data.Values.Count, 2);
        if (ClassLatents.Of(model) is not { Element: null, Class: var latent })
            throw new ArgumentException("The network has a latent variable for each element; here it is one of numbers.", nameof(model));

        var sampler = new ElementSampler(data, Objective.Vhe, support, TargetsOfDraw, seed, DrawsOfClass);
        return NativeCall.Guard("Measuring a model", () => Measure(model, latent, sampler));
    }

    private ElementMeasures Measure(VheModel model, LatentVariable latent, ElementSampler sampler)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var noise = new SeededGenerator(SeededGenerator.Derive(seed, 1));
        var batch = sampler.Draw(0, CPU);
        var q = latent.Encoder.Infer(batch.Classes.Support, []);
        var kl = DiagonalGaussian.Kl(q, latent.Prior.Given(q.Mean, []));
        var own = Loss(model.Network, batch.Targets, q.Rows(batch.Classes.Of), noise);
        var other = Loss(model.Network, batch.Targets, q.Rows(Others().index_select(0, batch.Classes.Of)), noise);
        var error = own.gt(other).to(float64).mean().Plus(own.eq(other).to(float64).mean().Times(0.5));
        return new ElementMeasures(
            kl.mean().item<float>(), own.mean().item<double>(), error.item<double>(), JointNll(model));
    }

    /// <summary>-E over q of log p(x | c), [N].</summary>
    private static Tensor Loss(VariationalHomoencoder network, Tensor x, DiagonalGaussian q, SeededGenerator noise)
    {
        var sum = zeros(x.shape[0], dtype: float64);
        for (var i = 0; i < EmbeddingSamples; i++)
        {
            using var scope = NewDisposeScope();
            sum.sub_(network.Decoder.LogLikelihood(x, [q.Sample(noise)]).to(float64));
        }

        return sum.DividedBy(EmbeddingSamples);
    }

    /// <summary>For every support set that of another class, by a random step round the classes, [classes x draws].</summary>
    private Tensor Others()
    {
        var random = new Random(unchecked((int)SeededGenerator.Derive(seed, 2)));
        var count = data.Values.Count;
        var others = new long[count * DrawsOfClass];
        for (var draw = 0; draw < DrawsOfClass; draw++)
        {
            var step = random.Next(1, count);
            for (var k = 0; k < count; k++)
                others[(draw * count) + k] = (draw * count) + ((k + step) % count);
        }

        return tensor(others);
    }

    private double JointNll(VheModel model)
    {
        var options = new LikelihoodOptions { ClassSamples = JointSamples, Seed = seed };
        var weighting = new LikelihoodEstimator(model, options);
        return data.Values.Average(item =>
        {
            using var scope = NewDisposeScope();
            var x = tensor(item).view(-1, 1, 1, 1);
            return -weighting.LogJoint(x, x) / item.Length;
        });
    }
}
