using PaperExperiments.Deconvolutional;

namespace PaperExperiments.Tests.Deconvolutional;

internal sealed class DeconvolutionalVheTests : TensorFixture
{
    [TestCase(28, 28)]
    [TestCase(8, 8)]
    [TestCase(10, 22)]
    public void Latents_and_images_have_their_shapes(int height, int width)
    {
        var options = TinyDeconvolutional.Options with { Height = height, Width = width };
        using var network = DeconvolutionalVhe.Create(options, seed: 1);
        using var noise = TinyNetwork.Noise();
        network.eval();
        var d = Tensors.Binary(2, 3, 2, 1, height, width);
        var x = Tensors.Binary(3, 4, 1, height, width);

        var c = network.Latents[0].Encoder.Infer(d, []);
        var codes = c.Mean.index_select(0, tensor(new long[] { 0, 1, 2, 2 }));
        var z = network.Latents[1].Encoder.Infer(x.unsqueeze(1), [codes]);

        Assert.That(c.Mean.shape, Is.EqualTo(new long[] { 3, 5 }));
        Assert.That(c.LogVariance.shape, Is.EqualTo(c.Mean.shape));
        Assert.That(z.Mean.shape, Is.EqualTo(new long[] { 4, 2 }));
        Assert.That(network.Latents[1].Prior.Sample(4, [codes], noise).shape, Is.EqualTo(z.Mean.shape));
        Assert.That(network.Decoder.LogLikelihood(x, [codes, z.Mean]).shape, Is.EqualTo(new long[] { 4 }));
        Assert.That(network.Decoder.Sample([codes, z.Mean], noise, 1).shape, Is.EqualTo(x.shape));
    }

    [Test]
    public void The_papers_sizes_are_the_default()
    {
        using var network = DeconvolutionalVhe.Create(DeconvolutionalVheOptions.Paper, seed: 0);
        var shapes = network.state_dict().ToDictionary(item => item.Key, item => item.Value.shape, StringComparer.Ordinal);

        Assert.That(shapes["shared.block9.convolution.weight"], Is.EqualTo(new long[] { 256, 256, 3, 3 }));
        Assert.That(shapes["c.encoder.each.layer1.weight"], Is.EqualTo(new long[] { 256, 256 * 4 * 4 }));
        Assert.That(shapes["c.encoder.output.parameters.weight"], Is.EqualTo(new long[] { 2 * 512, 256 }));
        Assert.That(shapes["z.encoder.each.layer1.weight"], Is.EqualTo(new long[] { 256, (256 * 4 * 4) + 512 }));
        Assert.That(shapes["z.prior.hidden.layer1.weight"], Is.EqualTo(new long[] { 256, 512 }));
        Assert.That(shapes["z.prior.output.parameters.weight"], Is.EqualTo(new long[] { 2 * 16, 256 }));
        Assert.That(shapes["decoder.map.weight"], Is.EqualTo(new long[] { 256 * 4 * 4, 512 + 16 }));
        Assert.That(shapes["decoder.upsampling3.convolution.weight"], Is.EqualTo(new long[] { 64, 64, 2, 2 }));
    }

    [Test]
    public void Every_parameter_has_a_gradient([Values] bool hierarchical)
    {
        using var network = Create(hierarchical);
        using var noise = TinyNetwork.Noise();
        var parameters = network.named_parameters().ToArray();
        Tensors.Randomize(network, seed: 2);

        var bound = network.Elbo(TinyDeconvolutional.Batch(), Objective.Vhe, noise).Elbo().mean();
        var gradients = autograd.grad(new[] { -bound }, parameters.Select(item => (Tensor)item.parameter).ToList());

        foreach (var ((name, _), gradient) in parameters.Zip(gradients))
        {
            Assert.That(gradient.Values(), Is.All.Matches<float>(float.IsFinite), name);
            Assert.That(gradient.Values(), Has.Some.Not.Zero, name);
        }
    }

    [Test]
    public void The_shared_encoder_is_registered_once([Values] bool hierarchical)
    {
        using var network = Create(hierarchical);
        var state = network.state_dict();

        Assert.That(state.Values.Select(value => value.Handle), Is.Unique, "no tensor has two names");
        Assert.That(network.parameters().Select(parameter => parameter.Handle), Is.Unique, "none is stepped twice");
        Assert.That(state.Keys.Count(name => name.Contains("block", StringComparison.Ordinal)), Is.EqualTo(9 * 6));
        Assert.That(
            state.Keys.Where(name => name.Contains("block", StringComparison.Ordinal)), Is.All.StartsWith("shared.block"));
    }

    [Test]
    public void The_mode_of_the_network_reaches_the_shared_encoder()
    {
        using var network = Create(hierarchical: false);
        var statistic = network.state_dict()["shared.block1.norm.running_mean"];
        var d = Tensors.Binary(2, 3, 2, 1, 8, 8);

        network.eval();
        var before = statistic.Values();
        network.Latents[0].Encoder.Infer(d, []);
        Assert.That(statistic.Values(), Is.EqualTo(before));

        network.train();
        network.Latents[0].Encoder.Infer(d, []);
        Assert.That(statistic.Values(), Is.Not.EqualTo(before));
    }

    [Test]
    public void The_class_is_inferred_from_a_set_and_the_element_from_its_class_too()
    {
        using var network = TinyDeconvolutional.Settle(Create(hierarchical: false));
        var d = Tensors.Binary(2, 1, 3, 1, 8, 8);
        var turned = d.index_select(1, tensor(new long[] { 2, 0, 1 }));
        var x = d.narrow(1, 0, 1);

        Tensor Class(Tensor support) => network.Latents[0].Encoder.Infer(support, []).Mean;
        Tensor Element(long seed) => network.Latents[1].Encoder.Infer(x, [Tensors.Normal(seed, 1, 5)]).Mean;

        Assert.That(Class(turned).Values(), Is.EqualTo(Class(d).Values()).Within(1e-5));
        Assert.That(Class(x).Values(), Is.Not.EqualTo(Class(d).Values()).Within(1e-3));
        Assert.That(Element(3).Values(), Is.Not.EqualTo(Element(4).Values()).Within(1e-3));
    }

    [Test]
    public void A_seed_gives_one_network_that_outlives_the_scope_it_was_made_in()
    {
        Dictionary<string, float[]> first;
        VariationalHomoencoder network;
        using (NewDisposeScope())
        {
            network = Create(hierarchical: true);
            first = Weights(network);
        }

        using (network)
        using (var again = Create(hierarchical: true))
        using (var other = HierarchicalVhe.Create(TinyDeconvolutional.Options, seed: 9))
        {
            Assert.That(Weights(network), Is.EqualTo(first));
            Assert.That(Weights(again), Is.EqualTo(first));
            Assert.That(Weights(other)["decoder.map.weight"], Is.Not.EqualTo(first["decoder.map.weight"]));
        }
    }

    [Test]
    public void The_hierarchy_is_alphabet_class_element()
    {
        using var network = Create(hierarchical: true);

        Assert.That(network.Latents.Select(latent => latent.Symbol), Is.EqualTo(new[] { "a", "c", "z" }));
        Assert.That(
            network.Latents.Select(latent => latent.Grouping),
            Is.EqualTo(new[] { Grouping.Alphabet, Grouping.Class, Grouping.Element }));
        Assert.That(network.Latents.Select(latent => latent.ReadsParents), Is.EqualTo(new[] { false, true, true }));
    }

    [Test]
    public void Sizes_out_of_range_are_named()
    {
        var options = TinyDeconvolutional.Options;

        Refused(options with { Height = 9 }, "Height must be even");
        Refused(options with { Width = 6 }, "Width");
        Refused(options with { Channels = 0 }, "Channels");
        Refused(options with { ClassDimensions = 0 }, "ClassDimensions");

        static void Refused(DeconvolutionalVheOptions options, string named)
        {
            Func<DeconvolutionalVheOptions, long, VariationalHomoencoder>[] creators =
                [DeconvolutionalVhe.Create, HierarchicalVhe.Create];
            foreach (var create in creators)
            {
                Assert.That(
                    () => create(options, 0), Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains(named));
            }
        }
    }

    private static VariationalHomoencoder Create(bool hierarchical) => hierarchical
        ? HierarchicalVhe.Create(TinyDeconvolutional.Options, seed: 1)
        : DeconvolutionalVhe.Create(TinyDeconvolutional.Options, seed: 1);

    private static Dictionary<string, float[]> Weights(VariationalHomoencoder network)
        => network.state_dict().ToDictionary(item => item.Key, item => item.Value.Values(), StringComparer.Ordinal);
}
