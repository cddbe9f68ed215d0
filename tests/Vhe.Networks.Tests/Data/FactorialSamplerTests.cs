namespace Vhe.Networks.Tests.Data;

public class FactorialSamplerTests : TensorFixture
{
    private const int Classes = 6, Drawings = 9, StyleCount = 4;

    private static readonly SamplingOptions Plain = new()
    {
        ClassesPerBatch = 4,
        TargetsPerClass = 3,
        MinSupport = 2,
        MaxSupport = 4,
        Augmentation = Augmentation.None,
    };

    private static readonly FactorialImages Images = Create();

    [Test]
    public void D_c_is_of_the_class_of_x_and_D_s_of_its_style_and_x_is_in_neither()
    {
        var sampler = new FactorialSampler(Images, Plain, seed: 1, minStyleSupport: 2, maxStyleSupport: 6);
        var otherClass = 0;
        for (var step = 0; step < 40; step++)
        {
            var batch = sampler.Draw(step, CPU);
            var x = Read(batch.Targets);
            var (c, s) = (Supports(batch.Classes), Supports(batch.Styles!));
            for (var i = 0; i < x.Length; i++)
            {
                var (dc, ds) = (c[(int)batch.Classes.Of[i].item<long>()], s[(int)batch.Styles!.Of[i].item<long>()]);
                Assert.That(dc.Select(element => element.Class), Is.All.EqualTo(x[i].Class));
                Assert.That(ds.Select(Style), Is.All.EqualTo(Style(x[i])));
                Assert.That(dc, Is.Unique.And.No.Member(x[i]));
                Assert.That(ds, Is.Unique.And.No.Member(x[i]));
                otherClass += ds.Count(element => element.Class != x[i].Class);
            }

            Assert.That(x.Chunk(3), Is.All.Unique, "targets of a class");
        }

        Assert.That(otherClass, Is.GreaterThan(500), "styles are drawn over all classes");
    }

    [Test]
    public void The_groups_know_their_targets_and_sizes()
    {
        var batch = new FactorialSampler(Images, Plain, seed: 2).Draw(0, CPU);
        var each = Enumerable.Range(0, 12).Select(i => (long)i).ToArray();

        Assert.That(batch.Targets.shape, Is.EqualTo(new long[] { 12, 1, 8, 8 }));
        Assert.That(batch.Classes.Of.data<long>().ToArray(), Is.EqualTo(new long[] { 0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3 }));
        Assert.That(batch.Classes.First.data<long>().ToArray(), Is.EqualTo(new long[] { 0, 3, 6, 9 }));
        Assert.That(batch.Classes.Size.Values(), Is.All.EqualTo((float)Drawings));
        Assert.That(batch.For(Grouping.Style).Of.data<long>().ToArray(), Is.EqualTo(each));
        Assert.That(batch.For(Grouping.Style).First.data<long>().ToArray(), Is.EqualTo(each));
        var sizes = Read(batch.Targets).Select(x => (float)Images.Members[Style(x)].Count);
        Assert.That(batch.Styles!.Size.Values(), Is.EqualTo(sizes));
    }

    [Test]
    public void The_sizes_count_affine_copies_and_of_styles_the_symmetries()
    {
        var options = Plain with { Augmentation = new Augmentation { RotationsAsClasses = true, AffineCopies = 5 } };

        var batch = new FactorialSampler(Images, options, seed: 3).Draw(0, CPU);

        Assert.That(batch.Classes.Size.Values(), Is.All.EqualTo(5f * Drawings), "a turned class is another class");
        var sizes = Images.Members.Values.Select(style => 5f * 8 * style.Count).ToArray();
        Assert.That(batch.Styles!.Size.Values().Distinct(), Is.SubsetOf(sizes), "a turned drawing is of the same style");
    }

    [Test]
    public void The_elements_of_D_s_are_turned_each_in_its_own_way_and_a_class_as_a_whole()
    {
        var options = Plain with { Augmentation = Augmentation.None with { RotationsAsClasses = true } };
        var batch = new FactorialSampler(Images, options, seed: 4, minStyleSupport: 5, maxStyleSupport: 5).Draw(0, CPU);

        var turned = Turned(batch.Styles!.Support.flatten(0, 1));
        var x = Turned(batch.Targets);
        var d = Turned(batch.Classes.Support.flatten(0, 1));

        Assert.That(turned.Distinct().Count(), Is.EqualTo(8));
        Assert.That(x.Chunk(3).Select(item => item.Distinct().Count()), Is.All.EqualTo(1));
        Assert.That(x.Where((_, i) => i % 3 == 0), Is.EqualTo(d.Chunk(d.Length / 4).Select(item => item[0])));

        static int[] Turned(Tensor images)
            => [.. ImageTensor.ToArrays(images).Select(image => NumberedImages.Straighten(image).Symmetry)];
    }

    [Test]
    public void A_batch_depends_on_the_seed_and_its_number_alone()
    {
        var (first, again, other) = (Draw(7), Draw(7), Draw(8));

        Assert.That(again.Targets.Values(), Is.EqualTo(first.Targets.Values()));
        Assert.That(again.Styles!.Support.Values(), Is.EqualTo(first.Styles!.Support.Values()));
        Assert.That(other.Targets.Values(), Is.Not.EqualTo(first.Targets.Values()));

        static GroupedBatch Draw(long number) => new FactorialSampler(Images, Plain, seed: 5).Draw(number, CPU);
    }

    [Test]
    public void A_style_of_two_images_gives_one_apart_from_x()
    {
        var images = new FactorialImages(NumberedImages.Create(2, 2), [[0, 1], [1, 0]]);

        var batch = new FactorialSampler(images, Plain, seed: 6).Draw(0, CPU);

        Assert.That(batch.Styles!.Support.shape[1], Is.EqualTo(1));
        var (x, d) = (Read(batch.Targets), Read(batch.Styles.Support.flatten(0, 1)));
        Assert.That(d, Is.EqualTo(x.Select(item => (1 - item.Class, 1 - item.Image))));
    }

    [Test]
    public void What_cannot_be_sampled_is_refused_by_name()
    {
        var lonely = new FactorialImages(NumberedImages.Create(2, 2), [[0, 0], [0, 7]]);
        var small = new FactorialImages(NumberedImages.Create(2, 1), [[0, 0], [0]]);

        Assert.That(
            () => new FactorialSampler(lonely, Plain, 0),
            Throws.ArgumentException.With.Message.Contains("Style 7 has 1 image"));
        Assert.That(
            () => new FactorialSampler(small, Plain, 0),
            Throws.ArgumentException.With.Message.Contains("'class 1' has 1 image"));
        Assert.That(
            () => new FactorialSampler(Images, Plain, 0, minStyleSupport: 3, maxStyleSupport: 2),
            Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains("maxStyleSupport"));
        Assert.That(
            () => new FactorialSampler(Images, Plain with { SampleDropout = 0.5 }, 0),
            Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains("SampleDropout"));
    }

    private static FactorialImages Create()
    {
        var random = new Random(1);
        var styles = Enumerable.Range(0, Classes)
            .Select(_ => Enumerable.Range(0, Drawings).Select(_ => random.Next(StyleCount)).ToArray()).ToArray();
        return new FactorialImages(NumberedImages.Create([.. Enumerable.Repeat(Drawings, Classes)]), styles);
    }

    private static int Style((int Class, int Image) element) => Images.Styles[element.Class][element.Image];

    private static (int Class, int Image)[] Read(Tensor images) => [.. ImageTensor.ToArrays(images).Select(NumberedImages.Read)];

    private static (int Class, int Image)[][] Supports(Groups groups)
        => [.. Read(groups.Support.flatten(0, 1)).Chunk((int)groups.Support.shape[1])];
}
