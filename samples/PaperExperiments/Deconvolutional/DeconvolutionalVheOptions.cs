using Vhe.Networks;

namespace PaperExperiments.Deconvolutional;

/// <summary>The sizes of the deconvolutional architecture (section 4.2; Edwards and Storkey 2016, Appendix B) and of its
/// hierarchical extension (section 6.5).</summary>
internal sealed record DeconvolutionalVheOptions
{
    /// <summary>The paper's sizes.</summary>
    public static DeconvolutionalVheOptions Paper { get; } = new();

    /// <summary>A small network for demonstrations and tests on a CPU.</summary>
    public static DeconvolutionalVheOptions Tiny { get; } = new()
    {
        Channels = 12,
        HiddenUnits = 64,
        ClassDimensions = 64,
        ElementDimensions = 8,
        AlphabetDimensions = 16,
    };

    /// <summary>Height of an image, in pixels, 8 to 256 and even.</summary>
    public int Height { get; init; } = 28;

    /// <summary>Width of an image, in pixels, 8 to 256 and even.</summary>
    public int Width { get; init; } = 28;

    /// <summary>Channels of the convolutions at full resolution, 1 to 256; twice and four times as many at a half and a quarter.
    /// </summary>
    public int Channels { get; init; } = 64;

    /// <summary>Units of every fully connected layer, 1 to 4096.</summary>
    public int HiddenUnits { get; init; } = 256;

    /// <summary>Dimensions of the alphabet latent a, 1 to 4096; of the hierarchical model only.</summary>
    public int AlphabetDimensions { get; init; } = 64;

    /// <summary>Dimensions of the class latent c, 1 to 4096.</summary>
    public int ClassDimensions { get; init; } = 512;

    /// <summary>Dimensions of the element latent z, 1 to 1024.</summary>
    public int ElementDimensions { get; init; } = 16;

    /// <summary>The shape of an image: one channel.</summary>
    public ImageShape ImageShape => new(1, Height, Width);

    /// <summary>Checks every size.</summary>
    internal void Validate()
    {
        CheckSide(nameof(Height), Height);
        CheckSide(nameof(Width), Width);
        OptionRange.Check(nameof(Channels), Channels, 1, 256);
        OptionRange.Check(nameof(HiddenUnits), HiddenUnits, 1, 4096);
        OptionRange.Check(nameof(AlphabetDimensions), AlphabetDimensions, 1, 4096);
        OptionRange.Check(nameof(ClassDimensions), ClassDimensions, 1, 4096);
        OptionRange.Check(nameof(ElementDimensions), ElementDimensions, 1, 1024);
    }

    private static void CheckSide(string name, int value)
    {
        OptionRange.Check(name, value, 8, 256);
        if (value % 2 != 0)
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be even, not {value}.");
    }
}
