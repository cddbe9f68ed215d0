using TorchSharp;
using Vhe.Networks.Evaluation;
using Vhe.Networks.Storage;

namespace Vhe.Networks.Tests.Memory;

/// <summary>Every tensor is made in a dispose scope, which holds it: a tensor in a variable alone may be collected while the last
/// native call that reads it runs, as a number may.</summary>
public class TensorScopeTests
{
    private static readonly IReadOnlyList<float[]> Images = [.. ToyGlyphs.New.Classes[0].Images.Take(3)];

    [TestCaseSource(nameof(Uses))]
    public void Tensors_are_made_in_scopes(Action use)
    {
        var before = Outside;

        use();

        Assert.That(Outside - before, Is.Zero);
    }

    private static long Outside => DisposeScopeManager.Statistics.CreatedOutsideScopeCount;

    private static IEnumerable<TestCaseData> Uses()
    {
        yield return Case("Create", () => TinyNetwork.Model().Dispose());
        yield return Case("Create factorial", () => TinyFactorial.Model().Dispose());
        yield return Case("Save and load", () => VheModel.FromBytes(TrainedToy.Model.ToBytes()).Dispose());
        yield return Case("Save and load halves", SaveHalves);
        yield return Case("Train", Train);
        yield return Case("Resume", Resume);
        yield return Case("Embedding", () => TrainedToy.Model.Embed(Images));
        foreach (var rule in Enum.GetValues<ClassificationRule>())
            yield return Case($"Classify, {rule}", () => Classify(rule));

        yield return Case("Generate", () => ImageGenerator.Generate(TrainedToy.Model, Images, 2, seed: 1));
        yield return Case("Generate new classes", () => ImageGenerator.GenerateNewClasses(TrainedToy.Model, 2, seed: 1));
        yield return Case("Generate a new class", () => ImageGenerator.GenerateNewClass(TrainedToy.Model, 2, seed: 1));
        yield return Case("Transfer a style", TransferStyle);
        yield return Case("Likelihood", () => new LikelihoodEstimator(TrainedToy.Model).LogMarginal(Binarization.Of(Images[0])));
        yield return Case("Episodes", Episodes);
    }

    private static TestCaseData Case(string name, Action use) => new TestCaseData(use).SetArgDisplayNames(name);

    private static void SaveHalves()
    {
        using var stream = new MemoryStream();
        TrainedToy.Model.Save(stream, WeightFormat.Float16);
        stream.Position = 0;
        VheModel.Load(stream).Dispose();
    }

    private static void Train()
    {
        using var model = TinyNetwork.Model();
        new VheTrainer(Quick.Run(3)).Train(model, ToyGlyphs.Training);
    }

    private static void Resume()
    {
        using var folder = new TemporaryFolder();
        var options = Quick.Run(2) with { CheckpointPath = folder.File("checkpoint"), Resume = true };
        foreach (var steps in new[] { 2, 4 })
        {
            using var model = TinyNetwork.Model();
            new VheTrainer(options with { Steps = steps }).Train(model, ToyGlyphs.Training);
        }
    }

    private static void Classify(ClassificationRule rule)
    {
        var options = new ClassificationOptions { Rule = rule, ClassSamples = 2, TransformSamples = 2, ShortList = 2 };
        using var classifier = new FewShotClassifier(TrainedToy.Model, ToyGlyphs.New, options);
        classifier.LogLikelihoods(Images);
        classifier.Classify(Images);
        using var more = classifier.WithClass("more", Images);
        using var less = more.WithoutClass("more");
        less.Unknown.AreKnown(Images, [0, 1, 2]);
    }

    private static void TransferStyle()
    {
        var images = TinyFactorial.Images.Images.Classes[0].Images.Take(2).ToArray();
        StyleTransfer.Draw(TinyFactorial.Trained, images, images, 2, seed: 1);
    }

    private static void Episodes() => EpisodeProtocol.Run(
        EpisodeProtocol.Draw(ToyGlyphs.New, new EpisodeOptions { Ways = 3, Shots = 2, QueriesPerClass = 2, Episodes = 2 }), TrainedToy.Model);
}
