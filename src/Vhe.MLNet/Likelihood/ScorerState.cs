using System.Runtime.InteropServices;
using System.Text.Json;
using Vhe.MLNet.Columns;
using Vhe.MLNet.Persistence;
using Vhe.Networks.Data;
using Vhe.Networks.Inference;
using Vhe.Networks.Models;

namespace Vhe.MLNet.Likelihood;

/// <summary>What a <see cref="LikelihoodScoringTransformer"/> keeps in a saved model. Immutable.</summary>
/// <param name="Columns">The user's columns.</param>
/// <param name="LabelKind">How the column of classes comes to text.</param>
/// <param name="Options">How many samples.</param>
/// <param name="Model">The model.</param>
/// <param name="Examples">The examples of every class; null without classes.</param>
/// <param name="Reference">The log-likelihoods of the images that it was fitted on, ascending.</param>
internal sealed record ScorerState(
    ScoreColumns Columns,
    TextKind LabelKind,
    LikelihoodOptions Options,
    VheModel Model,
    GroupedImages? Examples,
    float[] Reference)
{
    private const string What = "likelihood scorer";

    /// <summary>Estimates the likelihoods.</summary>
    public ImageScorer Scorer { get; } = new(Model, Options, Columns.Label, Examples);

    /// <summary>Reads what <see cref="ToState"/> wrote.</summary>
    /// <param name="state">The text.</param>
    /// <returns>The state.</returns>
    /// <exception cref="InvalidDataException">The text is not such a state.</exception>
    public static ScorerState FromState(ReadOnlyMemory<char> state)
    {
        var (json, sections) = StateText.Read(state, sectionCount: 3);
        var header = StateHeader.Read<Header>(json, What, header => header.IsWhole());
        var model = VheModel.FromBytes(sections[0]);
        var examples = header.Columns.Label is null
            ? null : SavedImages.Read(header.Classes, model.ImageShape, sections[1].Span, What);
        var reference = MemoryMarshal.Cast<byte, float>(sections[2].Span).ToArray();
        if (reference.Length == 0 || sections[2].Length % sizeof(float) != 0)
        {
            throw new InvalidDataException($"The saved {What} is damaged: the values that it ranks among are missing.");
        }

        try
        {
            return new(header.Columns, header.LabelKind, header.Options, model, examples, reference);
        }
        catch (ArgumentException e)
        {
            throw new InvalidDataException($"The saved {What} is damaged: {e.Message}", e);
        }
    }

    /// <summary>The state as text for the model file.</summary>
    /// <returns>The text.</returns>
    public string ToState()
    {
        var header = new Header(Columns, LabelKind, Options, Examples is null ? [] : SavedImages.ClassesOf(Examples));
        return StateText.Write(
            JsonSerializer.Serialize(header),
            Model.ToBytes(),
            Examples is null ? [] : SavedImages.ToBytes(Examples),
            SavedImages.ToBytes(Reference));
    }

    private sealed record Header(
        ScoreColumns Columns, TextKind LabelKind, LikelihoodOptions Options, IReadOnlyList<SavedClass> Classes)
    {
        public bool IsWhole() => Options is not null && Classes is not null && Enum.IsDefined(LabelKind)
            && Columns is { Image: not null, LogLikelihood: not null, BitsPerPixel: not null, Typicality: not null }
            && Classes.All(item => item?.Name is not null) && Classes.Count > 0 == Columns.Label is not null;
    }
}
