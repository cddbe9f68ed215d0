namespace Vhe.Networks.Tests.Data;

public class GroupedSamplerTests : TensorFixture
{
    private static readonly SamplingOptions Plain = new()
    {
        ClassesPerBatch = 4,
        TargetsPerClass = 3,
        MinSupport = 2,
        MaxSupport = 4,
        Augmentation = Augmentation.None,
    };

    [Test]
    public void A_batch_says_which_classes_it_is_of()
    {
        var options = new SamplingOptions { ClassesPerBatch = 4, MinSupport = 2, MaxSupport = 2, Augmentation = Augmentation.None };
        var sampler = new GroupedSampler(NumberedImages.Create(8, 9, 10), options, seed: 1);
        for (var step = 0; step < 10; step++)
        {
            var groups = sampler.Draw(step, CPU).Classes;

            var shown = ImageTensor.ToArrays(groups.Support.flatten(0, 1)).Select(pixels => (long)NumberedImages.Read(pixels).Class);

            Assert.That(shown, Is.EqualTo(groups.Class!.repeat_interleave(2).data<long>().ToArray()));
        }
    }

    [Test]
    public void D_is_drawn_without_replacement_and_apart_from_x()
    {
        foreach (var group in Groups(NumberedImages.Create(8, 9, 10), Plain, steps: 50))
        {
            Assert.That(group.D.Concat(group.X).Select(image => image.Class).Distinct().Count(), Is.EqualTo(1));
            Assert.That(group.D, Is.Unique);
            Assert.That(group.X, Is.Unique);
            Assert.That(group.X.Intersect(group.D), Is.Empty);
        }
    }

    [Test]
    public void A_class_with_few_images_left_gives_some_again_but_never_from_D()
    {
        foreach (var group in Groups(NumberedImages.Create(2, 2), Plain, steps: 20))
        {
            Assert.That(group.D, Has.Count.EqualTo(1), "two images, one of them x");
            Assert.That(group.X, Has.Count.EqualTo(3));
            Assert.That(group.X.Intersect(group.D), Is.Empty);
        }
    }

    [Test]
    public void A_class_is_drawn_in_proportion_to_its_size_and_its_images_equally()
    {
        int[] sizes = [2, 5, 13];
        var options = Plain with { ClassesPerBatch = 20, TargetsPerClass = 1, MinSupport = 1 };
        var groups = Groups(NumberedImages.Create(sizes), options, steps: 300);

        foreach (var image in Enumerable.Range(0, 3).SelectMany(k => Enumerable.Range(0, sizes[k]).Select(i => (k, i))))
        {
            var share = groups.Count(group => group.X[0] == image) / (double)groups.Count;
            Assert.That(share, Is.EqualTo(1 / 20.0).Within(4 * Math.Sqrt(0.05 * 0.95 / groups.Count)), $"{image}");
        }
    }

    [Test]
    public void The_size_of_D_is_uniform_over_its_range()
    {
        var sizes = Groups(NumberedImages.Create(10, 10), Plain with { ClassesPerBatch = 2, TargetsPerClass = 1 }, steps: 600)
            .Where((_, i) => i % 2 == 0).Select(group => group.D.Count).ToArray();

        Assert.That(sizes, Is.All.InRange(2, 4));
        foreach (var size in new[] { 2, 3, 4 })
            Assert.That(sizes.Count(s => s == size), Is.EqualTo(200).Within(60), $"{size}");
    }

    [Test]
    public void The_size_of_X_counts_the_affine_copies()
    {
        var options = Plain with { Augmentation = new Augmentation { AffineCopies = 20 } };
        var sampler = new GroupedSampler(NumberedImages.Create(3, 7), options, seed: 1);

        var sizes = sampler.Draw(0, CPU).Classes.Size.Values().Concat(sampler.Draw(1, CPU).Classes.Size.Values());

        Assert.That(sizes.Distinct(), Is.EquivalentTo(new[] { 60f, 140f }));
    }

    [TestCase(true)]
    [TestCase(false)]
    public void Without_resampling_x_is_D_itself(bool binarized)
    {
        var sampler = new GroupedSampler(
            ToyGlyphs.Training, Plain with { BinarizeSupport = binarized }, seed: 2, resample: false);

        var batch = sampler.Draw(5, CPU);

        var d = batch.Classes.Support.flatten(0, 1);
        Assert.That(batch.Targets.shape, Is.EqualTo(d.shape));
        Assert.That(batch.Targets.Values(), Is.All.EqualTo(0f).Or.EqualTo(1f));
        Assert.That(batch.Targets.Values().SequenceEqual(d.Values()), Is.EqualTo(binarized), "the same binarization, or gray");
        Assert.That((batch.Targets - d).abs().max().item<float>(), Is.LessThanOrEqualTo(1));
    }

    [Test]
    public void The_groups_know_their_targets()
    {
        var batch = new GroupedSampler(NumberedImages.Create(9, 9), Plain, seed: 3).Draw(0, CPU);

        Assert.That(batch.Targets.shape, Is.EqualTo(new long[] { 12, 1, 8, 8 }));
        Assert.That(batch.Classes.Of.data<long>().ToArray(), Is.EqualTo(new long[] { 0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3 }));
        Assert.That(batch.Classes.First.data<long>().ToArray(), Is.EqualTo(new long[] { 0, 3, 6, 9 }));
        Assert.That(batch.For(Grouping.Class), Is.SameAs(batch.Classes));
    }

    [Test]
    public void An_element_is_a_group_of_its_own()
    {
        var batch = new GroupedSampler(NumberedImages.Create(9, 9), Plain, seed: 3).Draw(0, CPU);

        var elements = batch.For(Grouping.Element);

        Assert.That(elements.Support.Values(), Is.EqualTo(batch.Targets.Values()));
        Assert.That(elements.Support.shape, Is.EqualTo(new long[] { 12, 1, 1, 8, 8 }));
        Assert.That(elements.Of.data<long>().ToArray(), Is.EqualTo(Enumerable.Range(0, 12).Select(i => (long)i)));
        Assert.That(elements.First.data<long>().ToArray(), Is.EqualTo(Enumerable.Range(0, 12).Select(i => (long)i)));
        Assert.That(elements.Size.Values(), Is.All.EqualTo(1f));
    }

    [Test]
    public void A_class_with_one_image_is_refused_by_name()
    {
        Assert.That(
            () => new GroupedSampler(NumberedImages.Create(3, 1, 3), Plain, seed: 0),
            Throws.ArgumentException.With.Message.Contains("'class 1' has 1 image"));
    }

    private static List<(List<(int Class, int Image)> D, List<(int Class, int Image)> X)> Groups(
        GroupedImages images, SamplingOptions options, int steps)
    {
        var sampler = new GroupedSampler(images, options, seed: 7);
        var result = new List<(List<(int, int)>, List<(int, int)>)>();
        for (var step = 0; step < steps; step++)
        {
            using var scope = NewDisposeScope();
            var batch = sampler.Draw(step, CPU);
            var d = ImageTensor.ToArrays(batch.Classes.Support.flatten(0, 1)).Select(NumberedImages.Read).ToList();
            var x = ImageTensor.ToArrays(batch.Targets).Select(NumberedImages.Read).ToList();
            var (ofD, ofX) = (d.Count / options.ClassesPerBatch, x.Count / options.ClassesPerBatch);
            for (var group = 0; group < options.ClassesPerBatch; group++)
                result.Add((d.GetRange(group * ofD, ofD), x.GetRange(group * ofX, ofX)));
        }

        return result;
    }
}
