namespace Vhe.Networks.Tests.Models;

public class FactorialVheTests : TensorFixture
{
    [Test]
    public void The_networks_have_the_shapes_of_the_paper()
    {
        using var model = VheModel.Create(PixelCnnVheOptions.Paper with { Style = new StyleOptions() });
        var network = model.Network;
        var shapes = network.state_dict().ToDictionary(item => item.Key, item => item.Value.shape, StringComparer.Ordinal);

        Assert.That(network.Latents.Select(latent => latent.Symbol), Is.EqualTo(["c", "s", "t"]));
        Assert.That(
            network.Latents.Select(latent => latent.Grouping), Is.EqualTo([Grouping.Class, Grouping.Style, Grouping.Element]));
        Expect("c.prior.past.weight", 64, 8, 3, 3);
        Expect("c.encoder.convolution.weight", 16, 3, 28, 28);
        Expect("c.encoder.localization.convolution1.weight", 16, 3, 3, 3);
        Expect("s.encoder.tower.convolution1.weight", 32, 3, 3, 3);
        Expect("s.encoder.tower.output.weight", 12, 32);
        Expect("t.encoder.tower.output.weight", 32, 32);
        Expect("decoder.affine.weight", 6, 16);
        Expect("decoder.stack.convolution1.weight", 64, 6 * 8, 3, 3);
        Expect("decoder.stack.convolution5.weight", 64, 64, 3, 3);
        Expect("decoder.pixelcnn.past.weight", 128, 3, 3, 3);
        Expect("decoder.pixelcnn.output.weight", 4 * 7, 64, 1, 1);

        void Expect(string name, params long[] shape) => Assert.That(shapes.GetValueOrDefault(name), Is.EqualTo(shape), name);
    }

    [Test]
    public void Of_a_batch_each_target_has_its_terms()
    {
        using var model = TinyFactorial.Model();
        using var noise = TinyNetwork.Noise();

        var batch = TinyFactorial.Batch();
        var terms = model.Network.Elbo(batch, Objective.Vhe, noise);

        Assert.That(terms.LogLikelihood.shape, Is.EqualTo(new long[] { 12 }));
        Assert.That(terms.Kl.Select(kl => kl.shape), Is.All.EqualTo(new long[] { 12 }));
        Assert.That(terms.Share[0].Values(), Is.All.EqualTo(12f), "drawings in a class");
        Assert.That(terms.Share[1].Values(), Is.EqualTo(Images(batch.Targets).Select(image => (float)Style(image).Count)));
        Assert.That(
            Images(batch.Styles!.Support.flatten(0, 1)).Select(Style),
            Is.EqualTo(Images(batch.Targets).SelectMany(image => Enumerable.Repeat(Style(image), (int)batch.Styles.Support.shape[1]))),
            "D_s is of the target's style");
        Assert.That(terms.Share[2].Values(), Is.All.EqualTo(1f));

        // Nothing is augmented: a pixel for a pixel the image is one of the data set.
        static IEnumerable<float[]> Images(Tensor x) => x.Values().Chunk(3 * 8 * 8);

        static IReadOnlyList<(int Class, int Image)> Style(float[] image)
        {
            var images = TinyFactorial.Images;
            var (k, i) = images.Images.Classes
                .SelectMany((item, k) => item.Images.Select((drawn, i) => (Pixels: drawn, At: (k, i))))
                .First(drawn => drawn.Pixels.SequenceEqual(image)).At;
            return images.Members[images.Styles[k][i]];
        }
    }

    [Test]
    public void Every_parameter_has_a_gradient()
    {
        using var model = TinyFactorial.Model(seed: 6);
        var names = new List<string>();
        var parameters = new List<Tensor>();
        foreach (var (name, parameter) in model.Network.named_parameters())
        {
            names.Add(name);
            parameters.Add(parameter);
            if (name is "c.encoder.localization.output.weight" or "decoder.affine.weight")
            {
                // Behind starting values of zero nothing has a gradient.
                using var untracked = no_grad();
                parameter.copy_(Tensors.Normal(7, parameter.shape).Times(0.1));
            }
        }

        using var noise = TinyNetwork.Noise(8);
        model.Network.train();
        var loss = -model.Network.Elbo(TinyFactorial.Batch(), Objective.Vhe, noise).Elbo().mean();

        var gradients = autograd.grad(new[] { loss }, parameters);

        foreach (var (name, gradient) in names.Zip(gradients))
        {
            Assert.That(gradient.Values(), Is.All.Matches<float>(float.IsFinite), name);
            Assert.That(gradient.Values(), Has.Some.Not.Zero, name);
        }
    }

    [Test]
    public void The_style_is_inferred_from_the_mean_of_what_its_elements_say()
    {
        using var model = TinyFactorial.Model(seed: 1);
        Tensors.Randomize(model.Network.Latents[1].Encoder, seed: 2);
        var encoder = model.Network.Latents[1].Encoder;
        var support = Tensors.Binary(3, 2, 4, 3, 8, 8);

        var q = encoder.Infer(support, []);

        var alone = Enumerable.Range(0, 4).Select(i => encoder.Infer(support.narrow(1, i, 1), []).Mean).ToArray();
        Assert.That(q.Mean.shape, Is.EqualTo(new long[] { 2, 3 }));
        Assert.That(q.Mean.Values(), Is.EqualTo(stack(alone, 0).mean([0]).Values()).Within(1e-3));
        Assert.That(q.LogVariance.Values(), Is.All.InRange(-8f, 4f));
    }

    [Test]
    public void Before_training_the_style_has_one_sign_so_that_the_template_passes_through_it()
    {
        using var model = TinyFactorial.Model();

        var q = model.Network.Latents[1].Encoder.Infer(TinyFactorial.Batch().Styles!.Support, []);

        Assert.That((q.Mean / q.LogVariance.Times(0.5).exp()).Values(), Is.All.GreaterThan(2f), "two standard deviations from 0");
        Assert.That(q.Mean.Values().Average(), Is.EqualTo(1).Within(0.3));
    }

    [Test]
    public void Training_raises_the_bound_and_both_codes_say_something()
    {
        var history = TinyFactorial.Result.History;
        var (first, last) = (history.Take(10).ToArray(), history.TakeLast(20).ToArray());

        Assert.That(last.Average(step => step.Elbo), Is.GreaterThan(first.Average(step => step.Elbo) + 50));
        Assert.That(last.Average(step => step.Kl["c"]), Is.GreaterThan(1));
        Assert.That(last.Average(step => step.Kl["s"]), Is.GreaterThan(1));
    }

    [Test]
    public void A_model_with_styles_is_trained_on_images_with_styles_alone()
    {
        using var model = TinyFactorial.Model();
        using var plain = TinyNetwork.Model();
        var trainer = new VheTrainer(Quick.Run(2));

        Assert.That(trainer.Train(model, TinyFactorial.Images).Steps, Is.EqualTo(2));
        Assert.That(
            () => trainer.Train(model, TinyFactorial.Images.Images),
            Throws.ArgumentException.With.Message.Contains("FactorialImages"));
        Assert.That(
            () => trainer.Train(plain, TinyFactorial.Images), Throws.ArgumentException.With.Message.Contains("without styles"));
        Assert.That(
            () => StyleTransfer.Draw(plain, ToyGlyphs.New.Classes[0].Images, ToyGlyphs.New.Classes[1].Images, 1, seed: 1),
            Throws.ArgumentException.With.Message.Contains("no latent variable for styles"));
        Assert.That(
            () => new FewShotClassifier(model, TinyFactorial.Images.Images),
            Throws.ArgumentException.With.Message.Contains("s for each Style"));
    }

    [Test]
    public void Sizes_out_of_range_are_named()
    {
        Refused(new StyleOptions { Levels = 1 }, "Levels");
        Refused(new StyleOptions { StyleDimensions = 0 }, "StyleDimensions");
        Refused(new StyleOptions { Components = 65 }, "Components");
        Refused(new StyleOptions { Channels = 0 }, "Channels");
        Refused(new StyleOptions { StyleChannels = 0 }, "StyleChannels");

        static void Refused(StyleOptions style, string name) => Assert.That(
            () => VheModel.Create(PixelCnnVheOptions.Tiny with { Style = style }),
            Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains(name));
    }
}
