namespace Vhe.Networks.Tests.Data;

public class SamplingOptionsTests
{
    private static readonly TestCaseData[] Refused =
    [
        Bad(o => o with { ClassesPerBatch = 1 }, nameof(SamplingOptions.ClassesPerBatch)),
        Bad(o => o with { ClassesPerBatch = 4097 }, nameof(SamplingOptions.ClassesPerBatch)),
        Bad(o => o with { TargetsPerClass = 0 }, nameof(SamplingOptions.TargetsPerClass)),
        Bad(o => o with { MinSupport = 0 }, nameof(SamplingOptions.MinSupport)),
        Bad(o => o with { MinSupport = 3, MaxSupport = 2 }, nameof(SamplingOptions.MaxSupport)),
        Bad(o => o with { MaxSupport = int.MaxValue }, nameof(SamplingOptions.MaxSupport)),
        Bad(o => o with { SampleDropout = 1.1 }, nameof(SamplingOptions.SampleDropout)),
        Bad(o => o with { SampleDropout = double.NaN }, nameof(SamplingOptions.SampleDropout)),
        Bad(o => o with { Augmentation = new Augmentation { AffineCopies = 0 } }, nameof(Augmentation.AffineCopies)),
        Bad(o => o with { Augmentation = new Augmentation { Rotation = double.NaN } }, nameof(Augmentation.Rotation)),
        Bad(o => o with { Augmentation = new Augmentation { LogScale = -0.1 } }, nameof(Augmentation.LogScale)),
        Bad(o => o with { Augmentation = new Augmentation { Shear = 1.1 } }, nameof(Augmentation.Shear)),
        Bad(o => o with { Augmentation = new Augmentation { Shift = double.PositiveInfinity } }, nameof(Augmentation.Shift)),
    ];

    [TestCaseSource(nameof(Refused))]
    public void A_number_out_of_its_range_is_named(SamplingOptions options, string name)
    {
        Assert.That(
            () => new GroupedSampler(TestData.ToyGlyphs.Training, options, seed: 0),
            Throws.TypeOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo(name)
                .And.Message.Contains($"{name} must be"));
    }

    [Test]
    public void The_defaults_are_the_papers_and_are_valid()
    {
        Assert.That(new SamplingOptions().Validate, Throws.Nothing);
        Assert.That(Augmentation.None.Validate, Throws.Nothing);
        Assert.That(new Augmentation().AffineCopies, Is.EqualTo(20), "section 4.2");
        Assert.That(new Augmentation().RotationsAsClasses, Is.True, "section 4.2");
        Assert.That(new SamplingOptions().Augmentation, Is.EqualTo(new Augmentation()));
        Assert.That(Augmentation.None.AffineCopies, Is.EqualTo(1), "the image itself");
        Assert.That(Augmentation.None.RotationsAsClasses, Is.False);
    }

    private static TestCaseData Bad(Func<SamplingOptions, SamplingOptions> change, string name)
        => new TestCaseData(change(new SamplingOptions()), name).SetArgDisplayNames(name);
}
