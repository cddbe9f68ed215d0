namespace Vhe.MLNet.Classification;

/// <summary>The user's columns of a few-shot classifier.</summary>
/// <param name="Label">The column of labels that it was fitted on.</param>
/// <param name="Image">The column of images that it reads.</param>
/// <param name="PredictedLabel">The column of the best class.</param>
/// <param name="Score">The column of the posterior.</param>
/// <param name="LogLikelihood">The column of the best class's log-likelihood.</param>
/// <param name="IsKnown">The column of whether the image is of one of the classes; null for none, as in models of before there
/// was one.</param>
/// <param name="MissingLabelWhereUnknown">Whether the label is missing where the image is of none of the classes.</param>
internal sealed record ClassifierColumns(
    string Label,
    string Image,
    string PredictedLabel,
    string Score,
    string LogLikelihood,
    string? IsKnown = null,
    bool MissingLabelWhereUnknown = false)
{
    /// <summary>Whether any column says what is unknown.</summary>
    internal bool DetectUnknown => IsKnown is not null || MissingLabelWhereUnknown;
}
