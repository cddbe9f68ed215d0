namespace PaperExperiments.Styles;

/// <summary>How a pen's strokes look. None of them has a direction: a rotated drawing is of the same style.</summary>
internal enum PenStroke
{
    /// <summary>Faint edges are lost.</summary>
    Thin,

    /// <summary>As drawn, in full ink.</summary>
    Normal,

    /// <summary>A pixel wider at each side.</summary>
    Thick,

    /// <summary>As wide as a thick one, and blurred.</summary>
    Soft,
}
