using TorchSharp;

namespace Vhe.Networks.Tests.Inference;

/// <summary>What is of none of the classes.</summary>
public class UnknownDetectorTests : TensorFixture
{
    private const int Shots = 5;

    private static readonly float[][] Others = [.. ToyGlyphs.New.Classes.SelectMany(item => item.Images.Skip(Shots))];

    [Test]
    public void Noise_is_unknown_and_drawings_of_the_classes_are_known()
    {
        using var classifier = Classifier(Shots);

        var known = Known(classifier, Others).Count(answer => answer);

        Assert.That(Known(classifier, Noise(20)), Is.All.False);
        Assert.That(known, Is.GreaterThanOrEqualTo(Others.Length * 3 / 4), $"of {Others.Length}");
    }

    [Test]
    public void The_fit_is_the_product_of_both_ways_and_best_of_an_image_to_itself()
    {
        var (first, second) = (ToyGlyphs.New.Classes[0].Images[0], ToyGlyphs.New.Classes[1].Images[0]);
        using var classifier = new FewShotClassifier(
            TrainedToy.Model, Grouped(new ImageClass("a", [first]), new ImageClass("b", [second])));

        var found = classifier.Unknown.Fits([first, first], [0, 1]);

        var image = (Nats(first, first) - 1) / (Nats(first, second) - 1);
        var example = (Nats(second, second) - 1) / (Nats(second, first) - 1);
        Assert.That(found[0], Is.EqualTo(1).Within(1e-4));
        Assert.That(found[1], Is.EqualTo(image * example).Within(1e-4));
        Assert.That(found[1], Is.InRange(0, 1));
    }

    [Test]
    public void Examples_are_left_out_one_by_one()
    {
        var item = ToyGlyphs.New.Classes[2] with { Images = [.. ToyGlyphs.New.Classes[2].Images.Take(4)] };
        var calibration = ClassCalibration.Of(ClassLatents.Of(TrainedToy.Model), item, most: 4);

        for (var left = 0; left < 4; left++)
        {
            var rest = item with { Images = [.. item.Images.Where((_, i) => i != left)] };
            using var classifier = new FewShotClassifier(TrainedToy.Model, Grouped(rest));
            Assert.That(
                classifier.Unknown.Fits([item.Images[left]], [0])[0], Is.EqualTo(calibration.Fits[left]).Within(1e-4), $"{left}");
        }
    }

    [Test]
    public void Fewer_are_left_out_of_each_class_but_of_all_its_examples()
    {
        var item = ToyGlyphs.New.Classes[2] with { Images = [.. ToyGlyphs.New.Classes[2].Images.Take(8)] };
        var all = ClassCalibration.Of(ClassLatents.Of(TrainedToy.Model), item, most: 8);
        var some = ClassCalibration.Of(ClassLatents.Of(TrainedToy.Model), item, most: 1);

        Assert.That(some.Fits, Is.EqualTo(all.Fits.Take(1)).Within(1e-4));
        Assert.That(some.Explained, Is.EqualTo(all.Explained).Within(1e-4));
    }

    [TestCase(0.1)]
    [TestCase(0.3)]
    public void About_as_many_of_the_examples_are_below_the_threshold_as_was_asked_for(double rate)
    {
        using var classifier = Classifier(Shots, new() { FalseRejectionRate = rate });

        var fits = classifier.Unknown.Classes.Values.SelectMany(item => item.Fits).ToArray();

        Assert.That(fits, Has.Length.EqualTo(5 * Shots));
        Assert.That(fits.Count(fit => fit < classifier.Unknown.Threshold), Is.EqualTo(rate * fits.Length).Within(1));
    }

    [FsCheck.NUnit.Property]
    public void A_higher_rate_never_lowers_the_threshold(int seed)
    {
        var random = new Random(seed);
        var fits = Enumerable.Range(0, random.Next(1, 60)).Select(_ => random.NextDouble()).ToArray();
        var thresholds = Enumerable.Range(1, 99).Select(percent => UnknownDetector.Quantile(fits, percent / 100.0)).ToArray();

        Assert.That(thresholds, Is.Ordered);
        Assert.That(thresholds, Is.All.InRange(fits.Min(), fits.Max()));
    }

    [Test]
    public void Of_exchangeable_fits_the_share_below_is_the_rate()
    {
        var random = new Random(3);
        var below = Enumerable.Range(0, 4000).Count(_ =>
        {
            var threshold = UnknownDetector.Quantile(Enumerable.Range(0, 39).Select(_ => random.NextDouble()), 0.05);
            return random.NextDouble() < threshold;
        });

        Assert.That(below / 4000.0, Is.EqualTo(0.05).Within(0.012));
    }

    [Test]
    public void Classes_of_one_example_are_calibrated_by_drawn_images_where_no_class_has_two()
    {
        using var single = Classifier(1);
        using var again = Classifier(1);
        using var mixed = new FewShotClassifier(
            TrainedToy.Model, Grouped([.. Support(1).Classes.Skip(1), Support(Shots).Classes[0]]));

        Assert.That(single.Unknown.Classes.Values.Select(item => item.Fits.Count), Is.All.EqualTo(8));
        Assert.That(single.Unknown.Threshold, Is.EqualTo(again.Unknown.Threshold), "drawn by seed");
        Assert.That(mixed.Unknown.Classes.Values.Sum(item => item.Fits.Count), Is.EqualTo(Shots));
        Assert.That(Known(single, Noise(20)).Count(answer => answer), Is.LessThan(5), "of 20: one example says little");
        Assert.That(Known(single, Others).Count(answer => answer), Is.GreaterThan(Others.Length / 2));
    }

    [TestCase(40, 1)]
    [TestCase(50, 2)]
    public void Where_many_classes_have_set_the_threshold_a_new_one_leaves_it(int classes, int examples)
    {
        var many = ToyGlyphs.Create(classes + 1, examples, seed: 3).Classes;
        using var classifier = new FewShotClassifier(TrainedToy.Model, Grouped([.. many.Take(classes)]));
        var threshold = classifier.Unknown.Threshold;

        using var more = classifier.WithClass("new", many[^1].Images);

        Assert.That(more.Unknown.Threshold, Is.EqualTo(threshold));
        Assert.That(more.Unknown.Classes["new"].Fits, Is.Empty);
        Assert.That(more.Unknown.Fits([many[^1].Images[0]], [classes])[0], Is.GreaterThan(threshold));
    }

    [Test]
    public void A_class_added_or_left_out_gives_the_threshold_of_a_classifier_fitted_anew()
    {
        var classes = Support(Shots).Classes;
        using var all = Classifier(Shots);
        using var four = new FewShotClassifier(TrainedToy.Model, Grouped([.. classes.Take(4)]));
        var expected = (all.Unknown.Threshold, four.Unknown.Threshold);

        using var more = four.WithClass(classes[4].Name, classes[4].Images);
        using var fewer = all.WithoutClass(classes[4].Name);

        Assert.That(more.Unknown.Threshold, Is.EqualTo(expected.Item1).Within(1e-6));
        Assert.That(fewer.Unknown.Threshold, Is.EqualTo(expected.Item2).Within(1e-6));
        Assert.That(
            more.Unknown.Classes[classes[0].Name], Is.SameAs(four.Unknown.Classes[classes[0].Name]), "what was known is kept");
    }

    [Test]
    public void A_class_that_comes_again_with_other_examples_is_calibrated_anew()
    {
        var (first, other) = (ToyGlyphs.New.Classes[0], ToyGlyphs.New.Classes[1]);
        var kept = ToyGlyphs.New.Classes[2] with { Name = "kept" };
        using var before = new FewShotClassifier(TrainedToy.Model, Grouped(kept, first with { Name = "again" }));
        _ = before.Unknown.Threshold;

        using var without = before.WithoutClass("again");
        using var again = without.WithClass("again", other.Images);

        using var anew = new FewShotClassifier(TrainedToy.Model, Grouped(kept, other with { Name = "again" }));
        Assert.That(again.Unknown.Threshold, Is.EqualTo(anew.Unknown.Threshold).Within(1e-6));
        Assert.That(again.Unknown.Threshold, Is.Not.EqualTo(before.Unknown.Threshold).Within(1e-6));
    }

    [Test]
    public void A_class_that_others_were_enough_for_is_calibrated_when_they_are_gone()
    {
        var pairs = ToyGlyphs.New.Classes.SelectMany(item => item.Images.Chunk(2).Where(pair => pair.Length == 2)).ToArray();
        ImageClass[] many = [.. Enumerable.Range(0, 50).Select(k => new ImageClass($"class {k}", pairs[k % pairs.Length]))];
        using var before = new FewShotClassifier(TrainedToy.Model, Grouped(many));
        _ = before.Unknown.Threshold;
        var last = before.WithClass("last", pairs[3]);
        _ = last.Unknown.Threshold;

        foreach (var item in many)
        {
            var fewer = last.WithoutClass(item.Name);
            last.Dispose();
            last = fewer;
        }

        using var anew = new FewShotClassifier(TrainedToy.Model, Grouped(new ImageClass("last", pairs[3])));
        Assert.That(last.Unknown.Threshold, Is.EqualTo(anew.Unknown.Threshold).Within(1e-6));
        last.Dispose();
    }

    [Test]
    public void Left_with_classes_of_one_example_it_turns_to_drawn_images()
    {
        using var mixed = new FewShotClassifier(
            TrainedToy.Model, Grouped([.. Support(1).Classes.Skip(1), Support(Shots).Classes[0]]));
        _ = mixed.Unknown.Threshold;
        using var single = mixed.WithoutClass(Support(Shots).Classes[0].Name);
        using var fresh = new FewShotClassifier(TrainedToy.Model, Grouped([.. Support(1).Classes.Skip(1)]));

        Assert.That(single.Unknown.Threshold, Is.EqualTo(fresh.Unknown.Threshold).Within(1e-6));
    }

    [Test]
    public void Threads_may_ask_at_once_and_calibrate_once()
    {
        using var classifier = Classifier(Shots);
        using var other = Classifier(Shots);
        var expected = Known(other, Others);
        var found = new bool[Others.Length];
        var seen = new IReadOnlyDictionary<string, ClassCalibration>[Others.Length];

        Parallel.For(0, Others.Length, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i =>
        {
            found[i] = Known(classifier, [Others[i]])[0];
            seen[i] = classifier.Unknown.Classes;
        });

        Assert.That(found, Is.EqualTo(expected));
        Assert.That(seen, Is.All.SameAs(seen[0]));
    }

    [Test]
    public void Blank_and_full_images_fit_by_a_finite_number()
    {
        using var model = VheModel.Create(TinyNetwork.Options);
        float[][] images = [new float[64], [.. Enumerable.Repeat(1f, 64)]];
        using var classifier = new FewShotClassifier(model, Grouped(new("blank", images[..1]), new("full", images[1..])));

        Assert.That(classifier.Unknown.Fits([.. images, .. images], [0, 0, 1, 1]), Is.All.InRange(0, 10));
    }

    [Test]
    public void Nothing_is_left_behind()
    {
        using var classifier = Classifier(2);
        Known(classifier, Others[..2]);
        var before = Tensors();

        Known(classifier, Others[..4]);

        Assert.That(Tensors(), Is.EqualTo(before));

        static long Tensors() => DisposeScopeManager.Statistics.ThreadTotalLiveCount;
    }

    [Test]
    public void What_cannot_be_compared_is_refused()
    {
        using var classifier = Classifier(1);

        Assert.That(
            () => classifier.Unknown.Fits([Others[0]], [0, 1]),
            Throws.ArgumentException.With.Message.Contains("2 classes of 1 images"));
        Assert.That(
            () => classifier.Unknown.Fits([Others[0]], [5]),
            Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains("none of index 5"));
        Assert.That(
            () => classifier.Unknown.Fits([new float[16]], [0]), Throws.ArgumentException.With.Message.Contains("16 values"));
        Assert.That(classifier.Unknown.AreKnown([], []), Is.Empty);
        foreach (var rate in new[] { 0, 1, double.NaN })
        {
            Assert.That(
                () => Classifier(1, new() { FalseRejectionRate = rate }),
                Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains("FalseRejectionRate"));
        }
    }

    private static bool[] Known(FewShotClassifier classifier, float[][] images)
        => classifier.Unknown.AreKnown(images, classifier.Classify(images));

    private static float[][] Noise(int count)
    {
        var random = new Random(7);
        return [.. Enumerable.Range(0, count).Select(_
            => Enumerable.Range(0, 64).Select(_ => random.Next(2) == 0 ? 1f : 0f).ToArray())];
    }

    /// <summary>log p(x | mean c of one image, mean t).</summary>
    private static double Nats(float[] image, float[] example)
    {
        using var classifier = new FewShotClassifier(TrainedToy.Model, Grouped(new ImageClass("one", [example])));
        return classifier.LogLikelihoods(image)[0];
    }

    private static FewShotClassifier Classifier(int shots, ClassificationOptions? options = null)
        => new(TrainedToy.Model, Support(shots), options);

    private static GroupedImages Support(int shots)
        => Grouped([.. ToyGlyphs.New.Classes.Select(item => item with { Images = [.. item.Images.Take(shots)] })]);

    private static GroupedImages Grouped(params ImageClass[] classes) => new(TinyNetwork.Shape, classes);
}
