using PaperExperiments.Deconvolutional;

namespace PaperExperiments.Tests.Deconvolutional;

internal sealed class AlphabetSamplerTests : TensorFixture
{
    // Alphabets of classes 0-2, 3-5 and 6-7.
    private static readonly GroupedImages Images =
        TinyDeconvolutional.InAlphabets(NumberedImages.Create(5, 6, 7, 8, 9, 10, 11, 12), 3);

    private static readonly SamplingOptions Options = new()
    {
        ClassesPerBatch = 5,
        TargetsPerClass = 2,
        MinSupport = 1,
        MaxSupport = 3,
        Augmentation = Augmentation.None,
    };

    [Test]
    public void D_of_a_class_and_of_its_alphabet_are_apart_from_x()
    {
        foreach (var batch in Batches(Options, 40))
        {
            var targets = batch.X.SelectMany(x => x).ToHashSet();
            for (var k = 0; k < batch.X.Count; k++)
            {
                Assert.That(batch.D[k].Concat(batch.X[k]).Select(item => item.Class).Distinct().Count(), Is.EqualTo(1));
                Assert.That(batch.D[k].Concat(batch.X[k]), Is.Unique);
                Assert.That(
                    batch.AlphabetD[batch.AlphabetOf[k]].Select(item => item.Class / 3), Is.All.EqualTo(batch.X[k][0].Class / 3));
            }

            Assert.That(batch.AlphabetD.SelectMany(d => d).Intersect(targets), Is.Empty);
            Assert.That(batch.AlphabetD, Is.All.Unique);
            Assert.That(batch.AlphabetD.Select(d => d[0].Class / 3), Is.Unique, "classes of one alphabet share its group");
        }
    }

    [Test]
    public void D_of_an_alphabet_is_spread_over_its_classes()
    {
        var seen = Batches(Options, 60, min: 3, max: 3).SelectMany(batch => batch.AlphabetD).ToArray();

        Assert.That(seen.Where(d => d[0].Class < 6).Select(d => d.DistinctBy(item => item.Class).Count()), Is.All.EqualTo(3));
        Assert.That(seen.SelectMany(d => d).Select(item => item.Class).Distinct().Count(), Is.EqualTo(8));
    }

    [Test]
    public void The_groups_have_their_sizes_and_know_their_targets()
    {
        var options = Options with { Augmentation = Augmentation.None with { AffineCopies = 10 } };
        var sampler = new AlphabetSampler(Images, options, seed: 1);
        var numbers = new HashSet<long>();
        for (var step = 0; step < 80; step++)
        {
            var batch = sampler.Draw(step, CPU);
            var (classes, alphabets) = (batch.For(Grouping.Class), batch.For(Grouping.Alphabet));
            var groups = alphabets.Support.shape[0];
            numbers.Add(alphabets.Support.shape[1]);
            Assert.That(batch.Targets.shape, Is.EqualTo(new long[] { 10, 1, 8, 8 }));
            Assert.That(classes.Of.data<long>().ToArray(), Is.EqualTo(new long[] { 0, 0, 1, 1, 2, 2, 3, 3, 4, 4 }));
            Assert.That(classes.First.data<long>().ToArray(), Is.EqualTo(new long[] { 0, 2, 4, 6, 8 }));
            var of = alphabets.Of.data<long>().ToArray();
            Assert.That(of.Distinct(), Is.EqualTo(Enumerable.Range(0, (int)groups)));
            var first = Enumerable.Range(0, (int)groups).Select(group => Array.IndexOf(of, group));
            Assert.That(alphabets.First.data<long>().ToArray(), Is.EqualTo(first));
            Assert.That(classes.Size.Values().Select(size => size / 10), Is.All.InRange(5, 12));
            Assert.That(alphabets.Size.Values(), Is.SubsetOf(new[] { 180f, 270f, 230f }), "all elements of all classes");
        }

        Assert.That(numbers, Is.EquivalentTo(Enumerable.Range(2, 9)), "2 to 10, each batch its own");
    }

    [Test]
    public void A_class_is_drawn_in_proportion_to_its_size()
    {
        var batches = Batches(Options with { ClassesPerBatch = 20 }, 200);
        var drawn = batches.SelectMany(batch => batch.X).Select(x => x[0].Class).ToArray();

        foreach (var (size, k) in new[] { 5, 6, 7, 8, 9, 10, 11, 12 }.Select((size, k) => (size, k)))
            Assert.That(drawn.Count(c => c == k) / (double)drawn.Length, Is.EqualTo(size / 68.0).Within(0.025), $"class {k}");
    }

    [Test]
    public void An_alphabet_is_turned_as_a_whole()
    {
        var options = Options with { Augmentation = Augmentation.None with { RotationsAsClasses = true } };
        var sampler = new AlphabetSampler(Images, options, seed: 2);
        var (seen, mixed) = (new HashSet<int>(), 0);
        for (var step = 0; step < 25; step++)
        {
            var batch = sampler.Draw(step, CPU);
            var of = batch.Alphabets!.Of.data<long>().ToArray();
            var (x, d) = (Symmetries(batch.Targets), Symmetries(batch.Classes.Support.flatten(0, 1)));
            var alphabetD = Symmetries(batch.Alphabets.Support.flatten(0, 1));
            var (perClass, perAlphabet) = (d.Length / 5, (int)batch.Alphabets.Support.shape[1]);
            for (var target = 0; target < x.Length; target++)
            {
                Assert.That(d.Skip(target / 2 * perClass).Take(perClass), Is.All.EqualTo(x[target]));
                Assert.That(alphabetD.Skip((int)of[target] * perAlphabet).Take(perAlphabet), Is.All.EqualTo(x[target]));
            }

            seen.UnionWith(x);
            mixed += x.Distinct().Count() > 1 ? 1 : 0;
        }

        Assert.That(seen, Has.Count.EqualTo(8));
        Assert.That(mixed, Is.GreaterThan(5), "each alphabet of a batch has its own");

        static int[] Symmetries(Tensor images)
            => Array.ConvertAll(ImageTensor.ToArrays(images), image => NumberedImages.Straighten(image).Symmetry);
    }

    [Test]
    public void Small_alphabets_give_some_images_again()
    {
        var images = TinyDeconvolutional.InAlphabets(NumberedImages.Create(2, 2, 2), 1);

        foreach (var batch in Batches(Options, 30, images: images))
        {
            Assert.That(batch.D.Select(d => d.Count), Is.All.EqualTo(1));
            Assert.That(batch.AlphabetD.Select(d => d.Count), Is.All.InRange(2, 10));
            foreach (var (x, alphabet) in batch.X.Zip(batch.AlphabetOf))
                Assert.That(batch.AlphabetD[alphabet].Select(item => item.Class), Is.All.EqualTo(x[0].Class));
        }
    }

    [Test]
    public void A_batch_depends_on_the_seed_and_its_number_alone()
    {
        var first = Pixels(4, 3);

        Assert.That(Pixels(4, 3), Is.EqualTo(first));
        Assert.That(Pixels(4, 2), Is.Not.EqualTo(first));
        Assert.That(Pixels(5, 3), Is.Not.EqualTo(first));

        static float[] Pixels(long seed, long number)
        {
            var sampler = new AlphabetSampler(TinyDeconvolutional.Alphabets, new SamplingOptions(), seed);
            var batch = sampler.Draw(number, CPU);
            return [.. batch.Targets.Values(), .. batch.Classes.Support.Values(), .. batch.Alphabets!.Support.Values()];
        }
    }

    [Test]
    public void What_cannot_be_drawn_from_is_refused_by_name()
    {
        Assert.That(
            () => new AlphabetSampler(ToyGlyphs.Training, Options, 0),
            Throws.ArgumentException.With.Message.Contains("'toy 0' is of no alphabet"));
        Assert.That(
            () => new AlphabetSampler(TinyDeconvolutional.InAlphabets(NumberedImages.Create(2, 1), 2), Options, 0),
            Throws.ArgumentException.With.Message.Contains("'class 1' has 1 image"));
        Assert.That(
            () => new AlphabetSampler(Images, Options, 0, minAlphabetSupport: 5, maxAlphabetSupport: 4),
            Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains("maxAlphabetSupport"));
        Assert.That(
            () => new AlphabetSampler(Images, Options with { SampleDropout = 0.5 }, 0),
            Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains("SampleDropout"));
    }

    private static IEnumerable<Drawn> Batches(
        SamplingOptions options, int steps, int min = 2, int max = 10, GroupedImages? images = null)
    {
        var sampler = new AlphabetSampler(images ?? Images, options, seed: 7, min, max);
        for (var step = 0; step < steps; step++)
        {
            using var scope = NewDisposeScope();
            var batch = sampler.Draw(step, CPU);
            var alphabetOf = batch.Alphabets!.Of.data<long>().ToArray();
            yield return new Drawn(
                Read(batch.Targets, options.TargetsPerClass),
                Read(batch.Classes.Support.flatten(0, 1), (int)batch.Classes.Support.shape[1]),
                Read(batch.Alphabets.Support.flatten(0, 1), (int)batch.Alphabets.Support.shape[1]),
                [.. Enumerable.Range(0, options.ClassesPerBatch).Select(k => (int)alphabetOf[k * options.TargetsPerClass])]);
        }

        static List<List<(int Class, int Image)>> Read(Tensor images, int each)
            => [.. ImageTensor.ToArrays(images).Select(NumberedImages.Read).Chunk(each).Select(chunk => chunk.ToList())];
    }

    private sealed record Drawn(
        List<List<(int Class, int Image)>> X,
        List<List<(int Class, int Image)>> D,
        List<List<(int Class, int Image)>> AlphabetD,
        int[] AlphabetOf);
}
