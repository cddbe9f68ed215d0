using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using TorchSharp;
using Vhe.Networks;
using Vhe.Networks.Native;

namespace Vhe.MLNet.Tests.Services;

internal sealed class DetectUnknownTests : ServiceFixture
{
    [Test]
    public async Task If_off_every_image_gets_a_class_and_nothing_is_said_of_the_unknown()
    {
        using var predictions = new MetricCollector<long>(null, "Vhe.MLNet", "vhe.predictions");
        using var provider = Folder.Start(options => (options.DetectUnknown, options.FalseRejectionRate) = (false, 0.9));
        var service = provider.GetRequiredService<IFewShotService>();

        var answers = await Task.WhenAll(
            ServiceFolder.Others.Select(image => service.ClassifyAsync(GlyphInput.FromVector(image))));
        await service.SaveAsync(Folder["saved.zip"]);
        var saved = FewShotClassifierTransformer.From(new MLContext().Model.Load(Folder["saved.zip"], out _));

        Assert.That(answers.Select(answer => answer.IsKnown), Is.All.Null);
        Assert.That(answers.Select(answer => answer.ClassName), Is.All.Not.Null);
        Assert.That(predictions.GetMeasurementSnapshot()[0].Tags.Keys, Is.EqualTo(new[] { "vhe.service" }));
        Assert.That(saved.IsKnownColumnName, Is.Null);
    }

    [Test]
    public async Task If_off_the_embedding_distance_decodes_nothing()
    {
        // Whatever such a decoder gives is no likelihood: a rule that asks it fails.
        using (var model = VheModel.FromBytes(TinyModel.Model.ToBytes()))
        {
            using (torch.no_grad())
            {
                foreach (var weight in model.Network.Decoder.parameters())
                    weight.FillInPlace(1e30f);
            }

            Folder.Replace(model);
        }

        using var provider = Folder.Start(
            options => (options.DetectUnknown, options.Rule) = (false, ClassificationRule.EmbeddingDistance));
        var service = provider.GetRequiredService<IFewShotService>();
        await service.AddClassAsync("beam", [ServiceFolder.Draw(1, 0), ServiceFolder.Draw(1, 1)]);

        Assert.That((await service.ClassifyAsync(ServiceFolder.Draw(1, 0))).ClassName, Is.Not.Null);
    }
}
