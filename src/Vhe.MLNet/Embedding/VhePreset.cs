namespace Vhe.MLNet;

/// <summary>How large a network to train; each stands for a set of <see cref="PixelCnnVheOptions"/>.</summary>
public enum VhePreset
{
    /// <summary>
    /// The sizes of the paper (section 6.4.3): about 350,000 parameters. Half an hour on two cores serves well.
    /// </summary>
    Paper,

    /// <summary>A small network that learns in a minute or two: for trials, demonstrations and tests.</summary>
    Tiny,
}
