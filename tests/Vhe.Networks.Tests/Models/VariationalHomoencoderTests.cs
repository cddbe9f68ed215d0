namespace Vhe.Networks.Tests.Models;

public class VariationalHomoencoderTests : TensorFixture
{
    [Test]
    public void The_bound_is_likelihood_less_the_classes_KL_over_X_less_the_elements_KL()
    {
        using var model = TinyNetwork.Model();
        var batch = TinyNetwork.Batch();
        using var noise = TinyNetwork.Noise(2);

        var terms = model.Network.Elbo(batch, Objective.Vhe, noise);

        // The same by hand, under the same random numbers: c for each class, then t for each target.
        using var again = TinyNetwork.Noise(2);
        var (c, t) = (model.Network.Latents[0], model.Network.Latents[1]);
        var of = batch.Classes.Of;
        var qc = c.Encoder.Infer(batch.Classes.Support, []);
        var template = qc.Sample(again);
        var qt = t.Encoder.Infer(batch.Targets.unsqueeze(1), [template.index_select(0, of)]);
        var transform = qt.Sample(again);
        var standard = new DiagonalGaussian(zeros_like(transform), zeros_like(transform));
        var logLikelihood = model.Network.Decoder.LogLikelihood(batch.Targets, [template.index_select(0, of), transform]);
        var klC = DiagonalGaussian.Kl(qc, c.Prior.Given(template, [])).index_select(0, of);
        var bound = logLikelihood - (klC / batch.Classes.Size.index_select(0, of)) - DiagonalGaussian.Kl(qt, standard);

        Assert.That(terms.LogLikelihood.Values(), Is.EqualTo(logLikelihood.Values()).Within(1e-4));
        Assert.That(terms.Kl[0].Values(), Is.EqualTo(klC.Values()).Within(1e-3));
        Assert.That(terms.Elbo().Values(), Is.EqualTo(bound.Values()).Within(1e-3));
    }

    [Test]
    public void Objectives_differ_in_the_share_of_the_KL_alone()
    {
        using var model = TinyNetwork.Model();
        var batch = TinyNetwork.Batch();
        var (whole, part) = (Terms(model, batch, Objective.Vhe), Terms(model, batch, Objective.ResampleOnly));

        Assert.That(part.LogLikelihood.Values(), Is.EqualTo(whole.LogLikelihood.Values()));
        Assert.That(part.Kl.Select(kl => kl.Values()), Is.EqualTo(whole.Kl.Select(kl => kl.Values())));
        Assert.That(whole.Share[0].Values(), Is.All.EqualTo(8f), "|X|: eight drawings of a class");
        Assert.That(part.Share[0].Values(), Is.All.EqualTo((float)batch.Classes.Support.shape[1]), "|D|");
        Assert.That(whole.Share[1].Values().Concat(part.Share[1].Values()), Is.All.EqualTo(1f), "an element is alone");
    }

    [Test]
    public void KLs_are_not_negative_and_likelihoods_not_positive()
    {
        using var model = TinyNetwork.Model();
        var terms = Terms(model, TinyNetwork.Batch(), Objective.Vhe);

        Assert.That(terms.Kl.SelectMany(kl => kl.Values()), Is.All.GreaterThan(-1e-3f));
        Assert.That(terms.LogLikelihood.Values(), Is.All.Negative);
    }

    [Test]
    public void A_target_has_the_same_bound_whatever_else_is_in_the_batch()
    {
        using var model = TinyNetwork.Model();
        var batch = TinyNetwork.Batch();
        var first = new GroupedBatch(
            batch.Targets.narrow(0, 0, 2),
            new Groups(
                batch.Classes.Support.narrow(0, 0, 1),
                batch.Classes.Of.narrow(0, 0, 2),
                batch.Classes.First.narrow(0, 0, 1),
                batch.Classes.Size.narrow(0, 0, 1)));
        var means = new[] { batch, first }.Select(item => Enumerable.Range(0, 150).Select(seed =>
        {
            using var scope = NewDisposeScope();
            return Terms(model, item, Objective.Vhe, seed).Elbo().Value(0);
        }).ToArray()).ToArray();

        var error = Math.Sqrt(means.Sum(m => m.Average(v => Math.Pow(v - m.Average(), 2)) / m.Length));
        Assert.That(means[0].Average(), Is.EqualTo(means[1].Average()).Within(4 * error));
    }

    private static ElboTerms Terms(VheModel model, GroupedBatch batch, Objective objective, long seed = 3)
    {
        using var untracked = no_grad();
        using var noise = TinyNetwork.Noise(seed);
        return model.Network.Elbo(batch, objective, noise);
    }
}
