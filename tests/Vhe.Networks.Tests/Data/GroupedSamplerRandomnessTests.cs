namespace Vhe.Networks.Tests.Data;

public class GroupedSamplerRandomnessTests : TensorFixture
{
    private static readonly SamplingOptions Gray = new()
    {
        ClassesPerBatch = 2,
        TargetsPerClass = 1,
        MaxSupport = 1,
        BinarizeSupport = false,
        Augmentation = Augmentation.None,
    };

    [Test]
    public void A_batch_depends_on_the_seed_and_its_number_alone()
    {
        var images = ToyGlyphs.Training;
        var options = new SamplingOptions();
        var sampler = new GroupedSampler(images, options, seed: 4);
        var inOrder = Enumerable.Range(0, 4).Select(step => Pixels(sampler, step)).ToArray();

        Assert.That(Pixels(new GroupedSampler(images, options, seed: 4), 3), Is.EqualTo(inOrder[3]), "by itself");
        Assert.That(Pixels(sampler, 1), Is.EqualTo(inOrder[1]), "again");
        var other = new GroupedSampler(images, options, seed: 5);
        Assert.That(Pixels(other, 3), Is.Not.EqualTo(inOrder[3]), "another seed");
        Assert.That(inOrder, Is.Unique);
    }

    [Test]
    public void Threads_may_draw_at_once()
    {
        var sampler = new GroupedSampler(ToyGlyphs.Training, new SamplingOptions(), seed: 6);
        var expected = Enumerable.Range(0, 8).Select(step => Pixels(sampler, step)).ToArray();
        var found = new float[8][];

        Parallel.For(0, 8, step => found[step] = Pixels(sampler, step));

        Assert.That(found, Is.EqualTo(expected));
    }

    [Test]
    public void Gray_pixels_are_binarized_anew_at_every_draw_with_their_own_probability()
    {
        const int Steps = 1500;
        float[] grays = [0f, 0.1f, 0.5f, 0.9f, 1f];
        var image = Enumerable.Range(0, 64).Select(i => grays[i % grays.Length]).ToArray();
        var images = new GroupedImages(
            TinyNetwork.Shape, [new ImageClass("a", [image, image]), new ImageClass("b", [image, image])]);
        var sampler = new GroupedSampler(images, Gray with { BinarizeSupport = true }, seed: 7);

        var (sumX, sumD, sumBoth) = (new double[64], new double[64], new double[64]);
        for (var step = 0; step < Steps; step++)
        {
            using var scope = NewDisposeScope();
            var batch = sampler.Draw(step, CPU);
            var (x, d) = (batch.Targets.Values(), batch.Classes.Support.Values());
            for (var i = 0; i < 64; i++)
                (sumX[i], sumD[i], sumBoth[i]) = (sumX[i] + x[i], sumD[i] + d[i], sumBoth[i] + (x[i] * d[i]));
        }

        for (var i = 0; i < 64; i++)
        {
            Assert.That(sumX[i] / Steps, Is.EqualTo(image[i]).Within(0.06), "x");
            Assert.That(sumD[i] / Steps, Is.EqualTo(image[i]).Within(0.06), "D");
            Assert.That(sumBoth[i] / Steps, Is.EqualTo(image[i] * image[i]).Within(0.06), "x and D are drawn independently");
        }
    }

    [Test]
    public void D_may_stay_gray_while_x_is_binary()
    {
        var batch = new GroupedSampler(ToyGlyphs.Training, Gray, seed: 8).Draw(0, CPU);

        Assert.That(batch.Classes.Support.Values(), Has.Some.Matches<float>(value => value is > 0 and < 1));
        Assert.That(batch.Targets.Values(), Is.All.EqualTo(0f).Or.EqualTo(1f));
        var known = ToyGlyphs.Training.Classes.SelectMany(item => item.Images);
        var first = batch.Classes.Support.narrow(0, 0, 1).Values();
        Assert.That(known.Any(image => image.SequenceEqual(first)), Is.True, "an image as it is");
    }

    [Test]
    public void A_class_and_each_of_its_symmetries_are_eight_classes()
    {
        var augmentation = Augmentation.None with { RotationsAsClasses = true };
        var options = Gray with { MaxSupport = 3, TargetsPerClass = 3, Augmentation = augmentation };
        var sampler = new GroupedSampler(NumberedImages.Create(6, 6), options, seed: 9);
        var seen = new HashSet<int>();
        for (var step = 0; step < 40; step++)
        {
            var batch = sampler.Draw(step, CPU);
            var (perD, d) = (batch.Classes.Support.shape[1], ImageTensor.ToArrays(batch.Classes.Support.flatten(0, 1)));
            var x = ImageTensor.ToArrays(batch.Targets);
            for (var group = 0; group < 2; group++)
            {
                var members = d.Skip((int)(group * perD)).Take((int)perD).Concat(x.Skip(group * 3).Take(3));
                var straight = members.Select(NumberedImages.Straighten).ToArray();
                Assert.That(straight.Select(item => item.Symmetry).Distinct().Count(), Is.EqualTo(1), "one symmetry for a group");
                Assert.That(straight.Select(item => NumberedImages.Read(item.Image).Class).Distinct().Count(), Is.EqualTo(1));
                seen.Add(straight[0].Symmetry);
            }
        }

        Assert.That(seen, Has.Count.EqualTo(8));
    }

    [Test]
    public void The_copies_of_an_image_are_the_same_all_the_time_and_the_image_is_one_of_them()
    {
        const int Copies = 4;
        var options = Gray with { Augmentation = new Augmentation { RotationsAsClasses = false, AffineCopies = Copies } };
        var sampler = new GroupedSampler(NumberedImages.Create(2, 2), options, seed: 10);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var step = 0; step < 150; step++)
        {
            foreach (var image in ImageTensor.ToArrays(sampler.Draw(step, CPU).Classes.Support.flatten(0, 1)))
                seen.Add(string.Join(' ', image));
        }

        Assert.That(seen, Has.Count.EqualTo(4 * Copies));
        Assert.That(seen, Does.Contain(string.Join(' ', NumberedImages.Image(1, 0))));
    }

    private static float[] Pixels(GroupedSampler sampler, long step)
    {
        using var scope = NewDisposeScope();
        var batch = sampler.Draw(step, CPU);
        return [.. batch.Targets.Values(), .. batch.Classes.Support.Values(), .. batch.Classes.Size.Values()];
    }
}
