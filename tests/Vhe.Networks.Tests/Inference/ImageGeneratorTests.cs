namespace Vhe.Networks.Tests.Inference;

public class ImageGeneratorTests
{
    private static IReadOnlyList<float[]> Examples => ToyGlyphs.New.Classes[3].Images;

    [Test]
    public void It_draws_as_many_binary_images_as_are_wanted()
    {
        var images = ImageGenerator.Generate(TrainedToy.Model, Examples, count: 5, seed: 1);

        Assert.That(images, Has.Length.EqualTo(5));
        Assert.That(images.Select(image => image.Length), Is.All.EqualTo(64));
        Assert.That(images.SelectMany(image => image), Is.All.EqualTo(0f).Or.EqualTo(1f));
        Assert.That(images, Is.Unique);
    }

    [Test]
    public void The_same_seed_draws_the_same_and_another_draws_others()
    {
        var drawn = Generate(1);

        Assert.That(Generate(1), Is.EqualTo(drawn));
        Assert.That(Generate(2), Is.Not.EqualTo(drawn));

        static float[][] Generate(long seed) => ImageGenerator.Generate(TrainedToy.Model, Examples, 3, seed);
    }

    [Test]
    public void What_it_draws_is_classified_as_the_class_of_the_examples()
    {
        const int Each = 20;
        using var classifier = new FewShotClassifier(TrainedToy.Model, ToyGlyphs.New);
        var right = Enumerable.Range(0, 5).Sum(k =>
        {
            var drawn = ImageGenerator.Generate(TrainedToy.Model, ToyGlyphs.New.Classes[k].Images, Each, seed: k);
            return classifier.LogLikelihoods(drawn).Count(values => Array.IndexOf(values, values.Max()) == k);
        });

        Assert.That(right, Is.GreaterThan(3 * Each), "chance is one of five");
    }

    [Test]
    public void New_classes_are_drawn_from_the_prior()
    {
        var images = ImageGenerator.GenerateNewClasses(TrainedToy.Model, count: 4, seed: 1);

        Assert.That(images, Has.Length.EqualTo(4));
        Assert.That(images.SelectMany(image => image), Is.All.EqualTo(0f).Or.EqualTo(1f));
        Assert.That(images, Is.EqualTo(ImageGenerator.GenerateNewClasses(TrainedToy.Model, 4, seed: 1)));
        Assert.That(images, Is.Unique);
    }

    [Test]
    public void Images_of_one_new_class_are_alike()
    {
        // Near temperature 0 only the latents are left to differ. More than one batch of images: all have one c.
        var one = Draw(seed: 1);
        var many = ImageGenerator.GenerateNewClasses(TrainedToy.Model, count: 70, seed: 1, temperature: 0.01);

        Assert.That(one, Has.Length.EqualTo(70));
        Assert.That(Draw(seed: 1), Is.EqualTo(one));
        Assert.That(Draw(seed: 2), Is.Not.EqualTo(one));
        Assert.That(Spread(one), Is.LessThan(Spread(many) / 5));
        Assert.That(Between(one[..64], one[64..]), Is.LessThan(Spread(many) / 5), "the second batch is of the same class");

        static float[][] Draw(long seed) => ImageGenerator.GenerateNewClass(TrainedToy.Model, 70, seed, temperature: 0.01);
        static double Spread(float[][] images) => Between(images, images);
        static double Between(float[][] left, float[][] right) => left.Average(a => right.Average(b => Distance(a, b)));
        static double Distance(float[] a, float[] b) => a.Zip(b).Count(pair => pair.First != pair.Second);
    }

    [Test]
    public void Near_temperature_0_the_likelier_value_of_each_pixel_is_drawn()
    {
        // Everything but the logits' scale is the same: no draw of a pixel has a say any more.
        var cold = ImageGenerator.Generate(TrainedToy.Model, Examples, 4, seed: 2, temperature: 1e-3);

        Assert.That(ImageGenerator.Generate(TrainedToy.Model, Examples, 4, seed: 2, temperature: 1e-5), Is.EqualTo(cold));
        Assert.That(ImageGenerator.Generate(TrainedToy.Model, Examples, 4, seed: 2, temperature: 1), Is.Not.EqualTo(cold));
    }

    [Test]
    public void Threads_may_draw_at_once()
    {
        var expected = Enumerable.Range(0, 6).Select(Draw).ToArray();
        var found = new float[6][][];

        Parallel.For(0, 6, new ParallelOptions { MaxDegreeOfParallelism = 3 }, i => found[i] = Draw(i));

        Assert.That(found, Is.EqualTo(expected));

        static float[][] Draw(int seed) => ImageGenerator.Generate(TrainedToy.Model, Examples, 2, seed);
    }

    [Test]
    public void None_is_drawn_where_none_is_wanted()
    {
        Assert.That(ImageGenerator.Generate(TrainedToy.Model, Examples, 0, seed: 1), Is.Empty);
        Assert.That(ImageGenerator.GenerateNewClasses(TrainedToy.Model, 0, seed: 1), Is.Empty);
    }

    [Test]
    public void What_cannot_be_drawn_is_refused()
    {
        Assert.That(() => Generate([], 1, 1), Throws.ArgumentException.With.Message.Contains("no images"));
        Assert.That(() => Generate([new float[3]], 1, 1), Throws.ArgumentException.With.Message.Contains("3 values"));
        Assert.That(
            () => Generate(Examples, -1, 1),
            Throws.TypeOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("count"));
        foreach (var temperature in new[] { 0, -1, double.NaN })
        {
            Assert.That(
                () => Generate(Examples, 1, temperature),
                Throws.TypeOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("temperature"));
        }

        static float[][] Generate(IReadOnlyList<float[]> examples, int count, double temperature)
            => ImageGenerator.Generate(TrainedToy.Model, examples, count, seed: 0, temperature);
    }
}
