namespace Vhe.Networks.Data;

/// <summary>Which elements share one value of a latent variable (section 3.2).</summary>
internal enum Grouping
{
    /// <summary>All elements of a class share it: the class latent c.</summary>
    Class,

    /// <summary>Each element has its own: the transformation t, or z.</summary>
    Element,

    /// <summary>All elements of all classes of an alphabet share it: the latent a of the hierarchical model (Eq. 20).</summary>
    Alphabet,

    /// <summary>All elements of a style share it, whatever their class: the latent s of the factorial model (section 4.3).</summary>
    Style,
}
