namespace Vhe.Networks.Tests.Models;

public class PixelCnnVheOptionsTests
{
    private static readonly TestCaseData[] Refused =
    [
        Bad(o => o with { Height = 7 }, nameof(PixelCnnVheOptions.Height)),
        Bad(o => o with { Width = 257 }, nameof(PixelCnnVheOptions.Width)),
        Bad(o => o with { TemplateChannels = 0 }, nameof(PixelCnnVheOptions.TemplateChannels)),
        Bad(o => o with { TemplateKernel = 257 }, nameof(PixelCnnVheOptions.TemplateKernel)),
        Bad(o => o with { TransformDimensions = -1 }, nameof(PixelCnnVheOptions.TransformDimensions)),
        Bad(o => o with { HiddenChannels = int.MaxValue }, nameof(PixelCnnVheOptions.HiddenChannels)),
        Bad(o => o with { DecoderLayers = 33 }, nameof(PixelCnnVheOptions.DecoderLayers)),
        Bad(o => o with { PriorChannels = 1025 }, nameof(PixelCnnVheOptions.PriorChannels)),
        Bad(o => o with { LocalizationChannels = 0 }, nameof(PixelCnnVheOptions.LocalizationChannels)),
        Bad(o => o with { TransformChannels = int.MinValue }, nameof(PixelCnnVheOptions.TransformChannels)),
    ];

    [TestCaseSource(nameof(Refused))]
    public void A_size_out_of_its_range_is_named_before_anything_is_built(PixelCnnVheOptions options, string name)
    {
        Assert.That(
            () => VheModel.Create(options),
            Throws.TypeOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo(name)
                .And.Message.Contains($"{name} must be"));
    }

    [Test]
    public void The_defaults_are_the_papers()
    {
        Assert.That(new PixelCnnVheOptions(), Is.EqualTo(PixelCnnVheOptions.Paper));
        Assert.That(PixelCnnVheOptions.Tiny, Is.Not.EqualTo(PixelCnnVheOptions.Paper));
    }

    private static TestCaseData Bad(Func<PixelCnnVheOptions, PixelCnnVheOptions> change, string name)
        => new TestCaseData(change(new PixelCnnVheOptions()), name).SetArgDisplayNames(name);
}
