using System.ComponentModel.DataAnnotations;
using Vhe.MLNet.Images;

namespace Vhe.MLNet;

/// <summary>Options of a few-shot service. Validated when the application starts. Can be bound from configuration.</summary>
public sealed class FewShotServiceOptions
{
    /// <summary>The .vhe file of the model; null for the pretrained model <see cref="VhePretrained.Glyphs"/>.</summary>
    public string? ModelPath { get; set; }

    /// <summary>
    /// How often to check whether the file of <see cref="ModelPath"/> was replaced; null for never. More than 0, at most a day.
    /// The new model is loaded in the background, and no call fails or waits meanwhile. Replace the file by renaming another onto
    /// it. If the new file cannot be read, or its images have another size, an error is logged and the old model stays. A file of
    /// the same length and time of writing is not noticed.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00", MinimumIsExclusive = true, ParseLimitsInInvariantCulture = true)]
    public TimeSpan? ModelCheckInterval { get; set; }

    /// <summary>The folder of the examples: class/image.png or group/class/image.png. Required. Read once, at the
    /// start.</summary>
    [Required]
    public string? SupportFolder { get; set; }

    /// <summary>
    /// The folder that keeps added and removed classes over a restart, one small file each; null to forget them. Created if
    /// missing. Use it for one service of one process at a time. It holds images as the network sees them: after a change of the
    /// options that say how images are read, add its classes again.
    /// </summary>
    public string? StoreFolder { get; set; }

    /// <summary>How log p(x | D) is estimated, more exactly or faster. <see cref="DetectUnknown"/> costs extra: the rule
    /// <see cref="ClassificationRule.EmbeddingDistance"/> runs no decoder only where that is off.</summary>
    [EnumDataType(typeof(ClassificationRule))]
    public ClassificationRule Rule { get; set; } = ClassificationRule.PointEstimate;

    /// <summary>
    /// Whether to detect images of none of the classes; see <see cref="UnknownDetector"/>. Costs four decoder passes for each
    /// image, whatever the rule and the number of classes, a calibration of a few seconds at the start and at each reload, and
    /// two to five passes for each class that is added. If off, every image gets the best class, and
    /// <see cref="FewShotAnswer.IsKnown"/> is null.
    /// </summary>
    public bool DetectUnknown { get; set; } = true;

    /// <summary>The share of images of the classes that may be called unknown, above 0 and below 1. Ignored where
    /// <see cref="DetectUnknown"/> is off.</summary>
    [Range(0.0, 1.0, MinimumIsExclusive = true, MaximumIsExclusive = true)]
    public double FalseRejectionRate { get; set; } = 0.05;

    /// <summary>
    /// How many threads libtorch uses within one call, 1 to 1024; null for libtorch's own setting. With 1, concurrent calls do
    /// not compete for each other's cores. libtorch keeps the number with each thread: it stays with the thread of the pool that
    /// a call ran on, and becomes the default of threads that have not computed yet.
    /// </summary>
    [Range(1, 1024)]
    public int? Threads { get; set; }

    /// <summary>Where inference runs: "cpu", "cuda" or "cuda:1".</summary>
    public string Device { get; set; } = "cpu";

    /// <summary>Whether to run on the CPU if <see cref="Device"/> is a CUDA device that cannot be used. If off, that is an
    /// error.</summary>
    public bool AllowCpuFallback { get; set; }

    /// <summary>Whether the dark or the light pixels of an image are ink.</summary>
    [EnumDataType(typeof(GlyphPolarity))]
    public GlyphPolarity Polarity { get; set; } = GlyphPolarity.Auto;

    /// <summary>Whether to crop images to their ink before resizing.</summary>
    public bool CropToInk { get; set; }

    /// <summary>Margin around the ink if <see cref="CropToInk"/> is on, as a share of the longer side of the ink; 0 to
    /// 10.</summary>
    [Range(0, GlyphSettings.MaxCropMargin)]
    public double CropMargin { get; set; } = 0.1;

    /// <summary>How to resize: as the images that the model was trained on.</summary>
    [EnumDataType(typeof(GlyphResize))]
    public GlyphResize Resize { get; set; } = GlyphResize.Box;

    /// <summary>How far ink is darkened, 0 to 100: as in the images that the model was trained on. See
    /// <see cref="GlyphPreprocessingEstimator.Options.InkContrast"/>.</summary>
    [Range(0, GlyphSettings.MaxInkContrast)]
    public double InkContrast { get; set; } = GlyphPreprocessingEstimator.DefaultInkContrast;

    internal ClassificationOptions ToClassification() => new() { Rule = Rule, FalseRejectionRate = FalseRejectionRate };

    internal GlyphSettings ToGlyphs(ImageShape shape)
        => new("ImagePath", "Image", shape.Height, shape.Width, Polarity, CropToInk, CropMargin, InkContrast, Resize);
}
