namespace Vhe.Networks.Tests.Models;

/// <summary>Eq. 15: groupings that overlap, where everything is known in closed form.</summary>
public class OverlappingGroupsBoundTests : TensorFixture
{
    private const int Repetitions = 20_000;
    private const int ClassCount = 2;
    private const int StyleCount = 3;
    private const double Variance = 0.1;
    private const double NoiseVariance = 0.5;

    // x of class i and style j; every class in every style once.
    private static readonly float[] Elements = [0.2f, 1.4f, -0.7f, 0.9f, 2.1f, -1.2f];

    [Test]
    public void The_bounds_of_all_elements_pay_every_class_and_every_style_once()
    {
        using var noise = TinyNetwork.Noise(4);
        var model = new VariationalHomoencoder(
            [
                new LatentVariable("c", Grouping.Class, new HalfMean(), new StandardNormalPrior(1)),
                new LatentVariable("s", Grouping.Style, new HalfMean(), new StandardNormalPrior(1)),
            ],
            new Sum());
        var x = tensor(Elements);

        var terms = model.Elbo(
            new GroupedBatch(x.repeat(Repetitions).view(-1, 1, 1, 1), Classes(x)) { Styles = Styles(x) }, Objective.Vhe, noise);

        var sums = terms.Elbo().view(Repetitions, Elements.Length).sum(1);
        var error = sums.std().item<float>() / Math.Sqrt(Repetitions);
        Assert.That(sums.mean().item<float>(), Is.EqualTo(Exact()).Within(4 * error));
        Assert.That(Kl(Class(0)), Is.GreaterThan(20 * error), "enough to tell how often it is counted");
    }

    private static double Exact()
        => Enumerable.Range(0, Elements.Length).Sum(n =>
        {
            var residual = Elements[n] - Class(n / StyleCount) - Style(n % StyleCount);
            return -0.5 * (Math.Log(2 * Math.PI * NoiseVariance) + (((residual * residual) + (2 * Variance)) / NoiseVariance));
        })
        - Enumerable.Range(0, ClassCount).Sum(i => Kl(Class(i)))
        - Enumerable.Range(0, StyleCount).Sum(j => Kl(Style(j)));

    private static double Kl(double mean) => 0.5 * (Variance + (mean * mean) - 1 - Math.Log(Variance));

    // D_c is all of a class, D_s the first two of a style.
    private static double Class(int i) => Enumerable.Range(0, StyleCount).Average(j => Elements[(i * StyleCount) + j]) / 2;

    private static double Style(int j) => Enumerable.Range(0, 2).Average(i => Elements[(i * StyleCount) + j]) / 2;

    private static Groups Classes(Tensor x)
    {
        var groups = NumberTensor.Range(Repetitions * ClassCount, int64);
        return new Groups(
            x.view(1, ClassCount, StyleCount).expand(Repetitions, -1, -1).reshape(-1, StyleCount, 1, 1, 1),
            groups.repeat_interleave(StyleCount),
            groups.Times(StyleCount),
            NumberTensor.Full([Repetitions * ClassCount], StyleCount).to(float32));
    }

    private static Groups Styles(Tensor x)
    {
        var repetition = NumberTensor.Range(Repetitions, int64).unsqueeze(1);
        var style = NumberTensor.Range(StyleCount, int64).unsqueeze(0);
        return new Groups(
            x.view(ClassCount, StyleCount).transpose(0, 1).unsqueeze(0).expand(Repetitions, -1, -1).reshape(-1, ClassCount, 1, 1, 1),
            repetition.Times(StyleCount).Plus(style.repeat(1, ClassCount)).flatten(),
            repetition.Times(Elements.Length).Plus(style).flatten(),
            NumberTensor.Full([Repetitions * StyleCount], ClassCount).to(float32));
    }

    /// <summary>A posterior that is not the exact one.</summary>
    private sealed class HalfMean() : Encoder(nameof(HalfMean))
    {
        public override DiagonalGaussian Infer(Tensor support, IReadOnlyList<Tensor> parents)
        {
            var mean = support.flatten(1).mean([1], keepdim: true).DividedBy(2);
            return new DiagonalGaussian(mean, NumberTensor.FullLike(mean, Math.Log(Variance)));
        }
    }

    /// <summary>x ~ N(c + s, NoiseVariance).</summary>
    private sealed class Sum() : Decoder(nameof(Sum))
    {
        public override Tensor LogLikelihood(Tensor x, IReadOnlyList<Tensor> latents)
        {
            var mean = latents[0].Plus(latents[1]);
            return new DiagonalGaussian(mean, NumberTensor.FullLike(mean, Math.Log(NoiseVariance))).LogProbability(x.flatten(1));
        }

        public override Tensor Sample(IReadOnlyList<Tensor> latents, SeededGenerator noise, double temperature)
            => throw new NotSupportedException("Nothing is drawn from this model.");
    }
}
