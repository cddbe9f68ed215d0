namespace Vhe.Networks.Inference;

/// <summary>How the fit of an image to a class is estimated: see each for its cost.</summary>
public enum ClassificationRule
{
    /// <summary>Compares codes and decodes nothing: how near the means of q(c; x) and q(c; D) are. One encoding for an image,
    /// however many classes there are. Its values rank classes but are not likelihoods. To tell the unknown is no part of it: an
    /// <see cref="UnknownDetector"/> that is asked as well decodes four times an image.</summary>
    Fast,

    /// <summary>The fast rule chooses a short list, the cheap rule ranks it: the cost of an image does not grow with the number of
    /// classes.</summary>
    Balanced,

    /// <summary>log p(x | c, t) at the means of q(c; D) and q(t; x): one decode for each class. Not a bound, but ranks classes
    /// about as well as the paper's rule.</summary>
    Cheap,

    /// <summary>The paper's expected conditional likelihood (section 6.4.1): samples of c, and for each importance samples of t.
    /// Spent on the short list of classes that the cheap rule ranks first; the others keep only their order.</summary>
    Paper,

    /// <summary>The cheap rule, and on its short list the other way round as well: how well the image's code explains a class's
    /// examples, against what their own codes and those of other classes explain. Measured better than the cheap rule; not in the
    /// paper. Its values rank classes but are not likelihoods.</summary>
    Mutual,
}
