namespace Vhe.Networks.Tests.Models;

/// <summary>The architecture against section 6.4.3.</summary>
public class PixelCnnVheTests
{
    [Test]
    public void The_presets_have_the_sizes_that_were_measured()
    {
        using var paper = VheModel.Create(PixelCnnVheOptions.Paper);
        using var tiny = VheModel.Create(PixelCnnVheOptions.Tiny);

        Assert.That(paper.ParameterCount, Is.EqualTo(348_301));
        Assert.That(tiny.ParameterCount, Is.EqualTo(62_949));
        Assert.That(paper.EmbeddingLength, Is.EqualTo(8 * 28 * 28));
        Assert.That(paper.ImageShape, Is.EqualTo(new ImageShape(1, 28, 28)));
    }

    [Test]
    public void Every_layer_of_the_paper_has_its_shape()
    {
        using var model = VheModel.Create(PixelCnnVheOptions.Paper);
        var shapes = model.Network.state_dict().ToDictionary(item => item.Key, item => item.Value.shape, StringComparer.Ordinal);

        // p(c)
        Expect("c.prior.past.weight", 64, 8, 3, 3);
        Expect("c.prior.hidden.weight", 64, 64, 3, 3);
        Expect("c.prior.output.weight", 16, 64, 1, 1);

        // q(c; D) and STN_q
        Expect("c.encoder.convolution.weight", 16, 1, 28, 28);
        ExpectTower("c.encoder.localization", 16);
        Expect("c.encoder.localization.output.weight", 6, 16);

        // q(t; x)
        ExpectTower("t.encoder.tower", 32);
        Expect("t.encoder.tower.output.weight", 32, 32);

        // p(x | c, t)
        Expect("decoder.affine.weight", 6, 16);
        Expect("decoder.stack.convolution1.weight", 64, 8, 3, 3);
        for (var i = 2; i <= 5; i++)
            Expect($"decoder.stack.convolution{i}.weight", 64, 64, 3, 3);

        Expect("decoder.pixelcnn.past.weight", 128, 1, 3, 3);
        Expect("decoder.pixelcnn.hidden.weight", 128, 64, 3, 3);
        Expect("decoder.pixelcnn.condition1.weight", 128, 64, 1, 1);
        Expect("decoder.pixelcnn.condition2.weight", 128, 64, 1, 1);
        Expect("decoder.pixelcnn.output.weight", 1, 64, 1, 1);

        void ExpectTower(string name, long hidden)
        {
            Expect($"{name}.convolution1.weight", hidden, 1, 3, 3);
            for (var i = 2; i <= 5; i++)
                Expect($"{name}.convolution{i}.weight", hidden, hidden, 3, 3);
        }

        void Expect(string name, params long[] shape) => Assert.That(shapes.GetValueOrDefault(name), Is.EqualTo(shape), name);
    }

    [Test]
    public void The_latent_variables_are_the_class_template_and_the_elements_transformation()
    {
        using var model = TinyNetwork.Model();

        var latents = model.Network.Latents;

        Assert.That(latents.Select(latent => latent.Symbol), Is.EqualTo([PixelCnnVhe.Template, PixelCnnVhe.Transform]));
        Assert.That(latents.Select(l => l.Grouping), Is.EqualTo([Networks.Data.Grouping.Class, Networks.Data.Grouping.Element]));
    }

    [TestCase(8, 8)]
    [TestCase(9, 30)]
    [TestCase(37, 8)]
    public void Any_size_of_image_goes_through_the_whole_model(int height, int width)
    {
        var options = TinyNetwork.Options with { Height = height, Width = width, TemplateKernel = 4 };
        using var model = VheModel.Create(options);
        var image = new float[height * width];

        var code = model.Embed([image, image]);
        var drawn = Networks.Inference.ImageGenerator.Generate(model, [image], 1, seed: 0);

        Assert.That(code, Has.Length.EqualTo(2 * height * width));
        Assert.That(drawn[0], Has.Length.EqualTo(height * width));
    }
}
