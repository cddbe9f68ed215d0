using PaperExperiments.Protocols;
using Vhe.Networks.Evaluation;

namespace PaperExperiments.Tests.Protocols;

/// <summary>The joint likelihood of whole classes of a model that has learned the toy glyphs for a moment.</summary>
internal sealed class JointNllProtocolTests
{
    private static readonly JointNllOptions Three = new() { Classes = 3, Seed = 2 };

    private static readonly LikelihoodEstimator Estimator = new(TrainedToy.Model, new() { ClassSamples = 4, ElementSamples = 3 });

    [Test]
    public void It_is_the_estimate_of_the_binarized_classes_by_hand()
    {
        var joint = JointNllProtocol.Run(Estimator, ToyGlyphs.New, Three);

        var random = new Random(2);
        var count = ToyGlyphs.New.Classes.Count;
        var byHand = new[] { 0, count / 3, 2 * count / 3 }
            .Select(index => Binarization.Draw(ToyGlyphs.New.Classes[index].Images, random))
            .Select(x => -Estimator.LogJoint(x) / x.Count).ToArray();
        Assert.That(joint.Classes, Is.EqualTo(3));
        Assert.That(joint.Nll, Is.EqualTo(MeanEstimate.Of(byHand)));
    }

    [Test]
    public void The_binary_images_do_not_depend_on_what_c_is_inferred_from()
    {
        var joint = JointNllProtocol.Run(Estimator, ToyGlyphs.New, Three with { Classes = 1, GraySupport = 2 });

        var first = ToyGlyphs.New.Classes[0].Images;
        var x = Binarization.Draw(first, new Random(2));
        Assert.That(joint.Nll.Mean, Is.EqualTo(-Estimator.LogJoint(x, [first[0], first[1]]) / x.Count));
        Assert.That(joint.Nll.Ci95, Is.NaN);
    }

    [Test]
    public void It_is_above_its_floor()
    {
        var joint = JointNllProtocol.Run(Estimator, ToyGlyphs.New, Three);

        Assert.That(joint.Floor.Mean, Is.GreaterThan(0));
        Assert.That(joint.Nll.Mean, Is.GreaterThan(joint.Floor.Mean));
    }

    [Test]
    public void More_classes_or_images_than_there_are_is_all_of_them()
    {
        var some = new GroupedImages(ToyGlyphs.New.Shape, ToyGlyphs.New.Classes.Take(2));
        var told = new List<int>();

        var joint = JointNllProtocol.Run(
            Estimator, some, new JointNllOptions { GraySupport = int.MaxValue }, new Immediate<int>(told.Add));

        Assert.That(joint.Classes, Is.EqualTo(2));
        Assert.That(told, Is.EqualTo(new[] { 1, 2 }));
    }

    [Test]
    public void It_can_be_canceled() => Assert.That(
        () => JointNllProtocol.Run(Estimator, ToyGlyphs.New, Three, null, new CancellationToken(canceled: true)),
        Throws.InstanceOf<OperationCanceledException>());

    [Test]
    public void An_option_outside_its_range_is_refused_by_name()
    {
        Assert.That(
            () => JointNllProtocol.Run(Estimator, ToyGlyphs.New, Three with { Classes = 0 }),
            Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains("Classes"));
        Assert.That(
            () => JointNllProtocol.Run(Estimator, ToyGlyphs.New, Three with { GraySupport = 0 }),
            Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains("GraySupport"));
    }
}
