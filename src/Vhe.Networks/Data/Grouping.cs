namespace Vhe.Networks.Data;

/// <summary>Which elements share one value of a latent variable (section 3.2).</summary>
public enum Grouping
{
    /// <summary>All elements of a class share it: the class latent c.</summary>
    Class,

    /// <summary>Each element has its own: the transformation t, or z.</summary>
    Element,
}
