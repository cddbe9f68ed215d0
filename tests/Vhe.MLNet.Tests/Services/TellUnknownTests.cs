using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.ML;
using TorchSharp;
using Vhe.MLNet.Services;
using Vhe.MLNet.Tests.TestData;
using Vhe.Networks;
using Vhe.Networks.Inference;
using Vhe.Networks.Models;

namespace Vhe.MLNet.Tests.Services;

/// <summary>A service that is not asked what is of none of its classes.</summary>
internal sealed class TellUnknownTests : ServiceFixture
{
    [Test]
    public void It_gives_every_image_a_class_and_says_nothing_of_the_unknown()
    {
        using var predictions = new MetricCollector<long>(null, "Vhe.MLNet", "vhe.predictions");
        using var provider = Folder.Start(options => (options.DetectUnknown, options.FalseRejectionRate) = (false, 0.9));
        var service = provider.GetRequiredService<IFewShotService>();

        FewShotAnswer[] answers = Array.ConvertAll(ServiceFolder.Others, image => service.Classify(image));

        Assert.That(answers.Select(answer => answer.IsKnown), Is.All.Null);
        Assert.That(answers.Select(answer => answer.ClassName), Is.All.Not.Null);
        Assert.That(predictions.GetMeasurementSnapshot()[0].Tags.Keys, Is.EqualTo(new[] { "vhe.service" }));
    }

    [Test]
    public void The_fast_rule_then_decodes_nothing()
    {
        // Whatever such a decoder gives is no likelihood: who asks it, fails.
        using (var model = VheModel.FromBytes(TinyModel.Model.ToBytes()))
        {
            using (torch.no_grad())
            {
                foreach (var weight in model.Network.Decoder.parameters())
                {
                    weight.FillInPlace(1e30f);
                }
            }

            Folder.Replace(model);
        }

        using var provider = Folder.Start(options => (options.DetectUnknown, options.Rule) = (false, ClassificationRule.EmbeddingDistance));
        var service = provider.GetRequiredService<IFewShotService>();
        service.AddClass("beam", [Drawings.Draw(1, 0), Drawings.Draw(1, 1)]);

        Assert.That(service.Classify(Drawings.Draw(1, 0)).ClassName, Is.Not.Null);
    }

    [Test]
    public void Its_saved_model_says_nothing_of_the_unknown_either()
    {
        using var provider = Folder.Start(options => options.DetectUnknown = false);
        provider.GetRequiredService<IFewShotService>().Save(Folder["saved.zip"]);

        var model = FewShotClassifierTransformer.From(new MLContext().Model.Load(Folder["saved.zip"], out _));

        Assert.That(model.IsKnownColumnName, Is.Null);
        Assert.That(model.State.Columns.MissingLabelWhereUnknown, Is.False);
    }
}
