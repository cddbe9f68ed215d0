using Vhe.MLNet.Images;
using Vhe.Networks;
using Vhe.Networks.Inference;

namespace Vhe.MLNet;

/// <summary>What a few-shot service is made of. Checked when the application starts. Binds from configuration.</summary>
public sealed class FewShotServiceOptions
{
    /// <summary>The .vhe file of the model; null for the model that comes with the package,
    /// <see cref="VhePretrained"/>.</summary>
    public string? ModelPath { get; set; }

    /// <summary>
    /// How often to look whether the file of <see cref="ModelPath"/> was replaced, and to take the new model without a pause;
    /// null for never. More than 0, at most a day. Replace the file by renaming another onto it. A file that cannot be read, or
    /// of a model of another image size, is logged, and the old model stays; one of the same size and time of writing is not
    /// noticed.
    /// </summary>
    public TimeSpan? ModelCheckInterval { get; set; }

    /// <summary>The folder of the examples: class/image.png, or group/class/image.png. Needed. Read once, at the start.</summary>
    public string? SupportFolder { get; set; }

    /// <summary>
    /// The folder where classes that are added or removed at run time are kept, one small file each, and found again after a
    /// restart; null to forget them. Made if missing. For one service of one process at a time. It holds images as the network
    /// sees them: if you change how images are read, add its classes again.
    /// </summary>
    public string? StoreFolder { get; set; }

    /// <summary>How log p(x | D) is estimated: how exact, and how fast. What an image costs beside that is
    /// <see cref="DetectUnknown"/>: the fast rule decodes nothing only where that is off.</summary>
    public ClassificationRule Rule { get; set; } = ClassificationRule.PointEstimate;

    /// <summary>
    /// Whether to tell images that are of none of the classes: see <see cref="UnknownDetector"/>. It costs four decodes an image,
    /// whatever the rule and the number of classes, a calibration of a few seconds at the start and at each reload, and two to
    /// five decodes for each class that is added. Off, none of that is done, and an image of none of the classes gets the best
    /// of them: <see cref="FewShotAnswer.IsKnown"/> is null.
    /// </summary>
    public bool DetectUnknown { get; set; } = true;

    /// <summary>The share of images of the classes that may be called unknown, above 0 and below 1. Without effect where
    /// <see cref="DetectUnknown"/> is off.</summary>
    public double FalseRejectionRate { get; set; } = 0.05;

    /// <summary>
    /// How many threads libtorch uses within one call of this service, 1 to 1024. Null leaves it as it is. With 1, calls that
    /// run at the same time do not compete for each other's cores. The number stays with the thread that a call came on, and
    /// goes to threads that have not computed yet: libtorch has no setting of a service's own.
    /// </summary>
    public int? Threads { get; set; }

    /// <summary>What inference runs on: "cpu", "cuda" or "cuda:1".</summary>
    public string Device { get; set; } = "cpu";

    /// <summary>Whether to run on the CPU where CUDA is asked for and cannot be used; otherwise that is an error.</summary>
    public bool AllowCpuFallback { get; set; }

    /// <summary>What is ink in images: the dark or the light.</summary>
    public GlyphPolarity Polarity { get; set; } = GlyphPolarity.Auto;

    /// <summary>Whether to crop images to their ink before resizing.</summary>
    public bool CropToInk { get; set; }

    /// <summary>Paper to leave on each side of the ink when <see cref="CropToInk"/> is on, as a share of the longer side of the
    /// ink; 0 to 10.</summary>
    public double CropMargin { get; set; } = 0.1;

    /// <summary>How to resize: as the images that the model was trained on.</summary>
    public GlyphResize Resize { get; set; } = GlyphResize.Box;

    /// <summary>How far ink is darkened, 0 to 100: as in the images that the model was trained on. See
    /// <see cref="GlyphPreprocessingEstimator.Options.InkContrast"/>.</summary>
    public double InkContrast { get; set; } = GlyphPreprocessingEstimator.DefaultInkContrast;

    internal ClassificationOptions ToClassification() => new() { Rule = Rule, FalseRejectionRate = FalseRejectionRate };

    internal GlyphSettings ToGlyphs(ImageShape shape)
        => new("ImagePath", "Image", shape.Height, shape.Width, Polarity, CropToInk, CropMargin, InkContrast, Resize);
}
