using PaperExperiments.Deconvolutional;

namespace PaperExperiments.Tests.Deconvolutional;

internal sealed class HierarchicalGeneratorTests
{
    private static readonly float[][] Examples = [.. ToyGlyphs.New.Classes[0].Images.Take(3)];
    private static readonly float[][] Alphabet = [.. ToyGlyphs.New.Classes.Select(item => item.Images[0])];

    private VariationalHomoencoder _network = null!;
    private HierarchicalGenerator _generator = null!;

    [OneTimeSetUp]
    public void Create()
    {
        _network = HierarchicalVhe.Create(TinyDeconvolutional.Options, seed: 1);
        Tensors.Randomize(_network, seed: 2, deviation: 0.5);
        TinyDeconvolutional.Settle(_network);
        _generator = new HierarchicalGenerator(_network.AsModel());
    }

    [OneTimeTearDown]
    public void Free() => _network.Dispose();

    [Test]
    public void It_draws_as_many_binary_images_as_are_wanted()
    {
        AssertImages(_generator.GenerateCharacters(Examples, 70, seed: 1), 70);
        AssertImages(_generator.GenerateAlphabet(Alphabet, 30, 3, seed: 1), 90);
        AssertImages(_generator.GenerateNewAlphabet(3, 2, seed: 1), 6);
        AssertImages(_generator.GenerateCharacters(Examples, 0, seed: 1), 0);
        AssertImages(_generator.GenerateAlphabet(Alphabet, 0, 3, seed: 1), 0);

        static void AssertImages(float[][] images, int count)
        {
            Assert.That(images, Has.Length.EqualTo(count));
            Assert.That(images.Select(image => image.Length), Is.All.EqualTo(64));
            Assert.That(images.SelectMany(image => image), Is.All.EqualTo(0f).Or.EqualTo(1f));
        }
    }

    [Test]
    public void The_same_seed_draws_the_same_and_another_draws_others()
    {
        Func<long, float[][]>[] draws =
        [
            seed => _generator.GenerateCharacters(Examples, 4, seed),
            seed => _generator.GenerateCharacters(Examples, 4, seed, Alphabet),
            seed => _generator.GenerateAlphabet(Alphabet, 3, 2, seed),
            seed => _generator.GenerateNewAlphabet(3, 2, seed),
        ];
        foreach (var draw in draws)
        {
            var first = draw(1);
            Assert.That(draw(1), Is.EqualTo(first));
            Assert.That(draw(2), Is.Not.EqualTo(first));
        }

        Assert.That(draws[1](1), Is.Not.EqualTo(draws[0](1)), "another alphabet");
    }

    [Test]
    public void The_images_of_a_character_are_more_alike_than_those_of_two()
    {
        // A low temperature leaves what the latents say.
        const int Characters = 12, Each = 4;

        var images = _generator.GenerateAlphabet(Alphabet, Characters, Each, seed: 4, temperature: 1e-3);

        var pairs = (from i in Enumerable.Range(0, images.Length) from j in Enumerable.Range(0, i) select (i, j)).ToArray();
        double Distance(bool same) => pairs.Where(pair => (pair.i / Each == pair.j / Each) == same)
            .Average(pair => images[pair.i].Zip(images[pair.j]).Count(pixel => pixel.First != pixel.Second));
        Assert.That(Distance(same: true), Is.LessThan(0.9 * Distance(same: false)));
    }

    [Test]
    public void What_cannot_be_drawn_is_refused()
    {
        Assert.That(
            () => _generator.GenerateCharacters([], 1, 0), Throws.ArgumentException.With.Message.Contains("'D' has no images"));
        Assert.That(
            () => _generator.GenerateCharacters(Examples, 1, 0, [new float[3]]),
            Throws.ArgumentException.With.Message.Contains("'D_a'"));
        Refused(() => _generator.GenerateCharacters(Examples, -1, 0), "count");
        Refused(() => _generator.GenerateCharacters(Examples, 1, 0, temperature: 0), "temperature");
        Refused(() => _generator.GenerateAlphabet(Alphabet, -1, 1, 0), "characters");
        Refused(() => _generator.GenerateNewAlphabet(1, 0, 0), "imagesPerCharacter");
        using var other = DeconvolutionalVhe.Create(TinyDeconvolutional.Options, seed: 0);
        Assert.That(
            () => new HierarchicalGenerator(other.AsModel()),
            Throws.ArgumentException.With.Message.Contains("alphabet"));

        static void Refused(Func<float[][]> draw, string named) => Assert.That(
            draw, Throws.TypeOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo(named));
    }
}
