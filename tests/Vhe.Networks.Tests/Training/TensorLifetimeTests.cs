using TorchSharp;

namespace Vhe.Networks.Tests.Training;

/// <summary>What is made is freed: training and inference leave no tensor behind.</summary>
public class TensorLifetimeTests
{
    [Test]
    public void A_thousand_steps_hold_as_many_tensors_as_ten()
    {
        var counts = new Dictionary<long, long>();
        using var scope = torch.NewDisposeScope();
        using var model = TinyNetwork.Model();
        var options = Quick.Run(1000) with
        {
            Sampling = new SamplingOptions
            {
                ClassesPerBatch = 2,
                TargetsPerClass = 1,
                MaxSupport = 1,
                Augmentation = Augmentation.None,
            },
            Progress = Quick.Tell(progress => counts[progress.Step] = Live),
        };
        var before = Live;

        new VheTrainer(options).Train(model, ToyGlyphs.Training);

        Assert.That(counts[10], Is.GreaterThan(before), "Adam's moments and the snapshot");
        Assert.That(counts.Where(item => item.Key >= 10).Select(item => item.Value), Is.All.EqualTo(counts[10]));
    }

    [Test]
    public void Inference_leaves_its_results_alone()
    {
        var model = TrainedToy.Model;
        var glyph = ToyGlyphs.New.Classes[0].Images;
        using var scope = torch.NewDisposeScope();
        Use();
        var before = Live;

        Use();
        Use();

        Assert.That(Live, Is.EqualTo(before));

        void Use()
        {
            foreach (var rule in Enum.GetValues<ClassificationRule>())
            {
                using var classifier = new FewShotClassifier(
                    model, ToyGlyphs.New, new ClassificationOptions { Rule = rule, ClassSamples = 2, TransformSamples = 2 });
                classifier.LogLikelihoods(glyph);
                classifier.Classify(glyph);
            }

            model.Embed(glyph);
            ImageGenerator.Generate(model, glyph, 2, seed: 1);
            ImageGenerator.GenerateNewClasses(model, 2, seed: 1);
        }
    }

    [Test]
    public void A_disposed_model_leaves_nothing()
    {
        var model = TinyNetwork.Model();
        var tensors = model.Network.state_dict().Values.ToArray();
        Assert.That(tensors.Select(tensor => tensor.IsInvalid), Is.All.False);

        model.Dispose();

        Assert.That(tensors.Select(tensor => tensor.IsInvalid), Is.All.True);
    }

    /// <summary>Tensors of this thread that were made and not disposed of.</summary>
    private static long Live => DisposeScopeManager.Statistics.ThreadTotalLiveCount;
}
