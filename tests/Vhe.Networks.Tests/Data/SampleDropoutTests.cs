namespace Vhe.Networks.Tests.Data;

/// <summary>Sample dropout (Edwards and Storkey 2016; section 4.2).</summary>
public class SampleDropoutTests : TensorFixture
{
    private static readonly SamplingOptions Options = new()
    {
        ClassesPerBatch = 50,
        TargetsPerClass = 1,
        MinSupport = 4,
        MaxSupport = 4,
        SampleDropout = 0.3,
        Augmentation = Augmentation.None,
    };

    [Test]
    public void The_first_element_is_kept_and_each_other_with_its_probability_for_each_class_apart()
    {
        var sampler = new GroupedSampler(NumberedImages.Create(9, 9), Options, seed: 1);

        var counts = Enumerable.Range(0, 40).SelectMany(step => Kept(sampler.Draw(step, CPU))).ToArray();

        Assert.That(counts, Is.All.InRange(1, 4));
        double[] binomial = [0.027, 0.189, 0.441, 0.343];
        for (var count = 1; count <= 4; count++)
        {
            var p = binomial[count - 1];
            var share = counts.Count(item => item == count) / (double)counts.Length;
            Assert.That(share, Is.EqualTo(p).Within(4 * Math.Sqrt(p * (1 - p) / counts.Length)), $"{count}");
        }

        Assert.That(counts[..50].Distinct().Count(), Is.GreaterThan(1), "within one batch");
    }

    [Test]
    public void It_hides_elements_and_changes_nothing_else()
    {
        var images = NumberedImages.Create(9, 9);
        var with = new GroupedSampler(images, Options with { SampleDropout = 1 }, seed: 1).Draw(2, CPU);
        var without = new GroupedSampler(images, Options with { SampleDropout = 0 }, seed: 1).Draw(2, CPU);

        Assert.That(Kept(with), Is.All.EqualTo(1), "one at least");
        Assert.That(without.Classes.Kept, Is.Null);
        Assert.That(with.Classes.Support.Values(), Is.EqualTo(without.Classes.Support.Values()));
        Assert.That(with.Targets.Values(), Is.EqualTo(without.Targets.Values()));
    }

    [Test]
    public void The_template_is_inferred_from_what_is_kept()
    {
        using var noise = TinyNetwork.Noise();
        var encoder = new TemplateEncoder(TinyNetwork.Options, TinyNetwork.Float32, noise);
        encoder.eval();
        Tensors.Randomize(encoder, seed: 2);

        KeptSupport.Check(encoder);
    }

    [Test]
    public void A_model_trains_with_it()
    {
        using var model = TinyNetwork.Model();
        var options = Quick.Run(4);
        var sampling = options.Sampling with { MinSupport = 3, MaxSupport = 3, SampleDropout = 0.5 };

        var result = new VheTrainer(options with { Sampling = sampling }).Train(model, ToyGlyphs.Training);

        Assert.That(result.Steps, Is.EqualTo(4));
        Assert.That(result.History[^1].Elbo, Is.Negative);
    }

    [Test]
    public void An_encoder_that_cannot_says_so()
    {
        using var model = GaussianClasses.Create(withElementLatent: false);
        var batch = TinyNetwork.Batch();
        var hidden = batch.Classes with { Kept = ones(3, batch.Classes.Support.shape[1]) };
        using var noise = TinyNetwork.Noise();

        Assert.That(
            () => model.Elbo(batch with { Classes = hidden }, Objective.Vhe, noise),
            Throws.TypeOf<NotSupportedException>().With.Message.Contains("ClassPosterior has no sample dropout"));
    }

    /// <summary>How many elements of each D are kept, after a check that they are its first ones.</summary>
    private static int[] Kept(GroupedBatch batch)
    {
        var kept = batch.Classes.Kept!;
        var rows = kept.Values().Chunk((int)kept.shape[1]).ToArray();
        Assert.That(rows, Has.All.Matches<float[]>(row => row[0] == 1 && row.SequenceEqual(row.OrderDescending())));
        return [.. rows.Select(row => (int)row.Sum())];
    }
}
