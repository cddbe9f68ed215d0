namespace Vhe.Networks.Inference;

/// <summary>How log p(x | D) of a class is estimated.</summary>
public enum ClassificationRule
{
    /// <summary>log p(x | c, t) at the means of q(c; D) and q(t; x): one decode for each class. Not a bound, but ranks classes
    /// nearly as well as the paper's rule.</summary>
    Cheap,

    /// <summary>The paper's expected conditional likelihood (section 6.4.1): samples of c, and for each importance samples of t.
    /// Spent on the classes that the cheap rule ranks first; the others keep their cheap values.</summary>
    Paper,
}
