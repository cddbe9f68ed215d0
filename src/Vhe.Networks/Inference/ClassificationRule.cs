namespace Vhe.Networks.Inference;

/// <summary>How well an image fits a class: what is computed, and what it costs for each image.</summary>
public enum ClassificationRule
{
    /// <summary>Distance between embeddings: the means of q(c; x) and q(c; D), in units of the class's posterior variance. One
    /// encoding for each image, however many classes there are; nothing is decoded. Its values rank classes but are not
    /// likelihoods.</summary>
    EmbeddingDistance,

    /// <summary><see cref="EmbeddingDistance"/> proposes a short list, <see cref="PointEstimate"/> ranks it. One decode for each
    /// class on the list: the cost does not grow with the number of classes.</summary>
    Reranked,

    /// <summary>log p(x | c, t) at the means of q(c; D) and q(t; x): one decode for each class. Not a bound on the likelihood, but
    /// it ranks classes about as well as <see cref="ImportanceSampled"/>.</summary>
    PointEstimate,

    /// <summary>The paper's conditional likelihood (section 6.4.1): samples of c and, for each, importance samples of t. Computed
    /// for the short list that <see cref="PointEstimate"/> ranks first: 50 decodes for each class on it by default. The other
    /// classes keep their order below it.</summary>
    ImportanceSampled,

    /// <summary><see cref="PointEstimate"/>, and for its short list also the other direction: how well the image's embedding
    /// explains the class's examples, compared with their own embeddings and those of other classes. One decode for each class,
    /// and one for each example of the classes on the list. Not in the paper; the most accurate rule measured. Its values rank
    /// classes but are not likelihoods.</summary>
    Bidirectional,
}
