using System.Text.Json;
using System.Text.Json.Serialization;
using Vhe.MLNet.Persistence;
using Vhe.Networks.Data;
using Vhe.Networks.Inference;
using Vhe.Networks.Models;

namespace Vhe.MLNet.Classification;

/// <summary>What a <see cref="FewShotClassifierTransformer"/> keeps in a saved model: the weights, and the examples of every
/// class. Immutable.</summary>
internal sealed class ClassifierState
{
    /// <summary>Creates a state and infers q(c; D) of every class.</summary>
    /// <param name="columns">The user's columns.</param>
    /// <param name="options">How likelihoods are estimated.</param>
    /// <param name="model">The model.</param>
    /// <param name="support">The examples.</param>
    public ClassifierState(ClassifierColumns columns, ClassificationOptions options, VheModel model, GroupedImages support)
    {
        Columns = columns;
        Options = options;
        Model = model;
        Support = support;
        Classifier = new FewShotClassifier(model, support, options);
    }

    /// <summary>The user's columns.</summary>
    public ClassifierColumns Columns { get; }

    /// <summary>How likelihoods are estimated.</summary>
    public ClassificationOptions Options { get; }

    /// <summary>The model.</summary>
    public VheModel Model { get; }

    /// <summary>The examples of every class.</summary>
    public GroupedImages Support { get; }

    /// <summary>The classifier.</summary>
    public FewShotClassifier Classifier { get; }

    /// <summary>Reads what <see cref="ToState"/> wrote.</summary>
    /// <param name="state">The text.</param>
    /// <returns>The state.</returns>
    /// <exception cref="InvalidDataException">The text is not such a state.</exception>
    public static ClassifierState FromState(ReadOnlyMemory<char> state)
    {
        var (json, sections) = StateText.Read(state, sectionCount: 2);
        try
        {
            if (JsonSerializer.Deserialize<Header>(json) is { IsComplete: true } header)
            {
                var model = VheModel.FromBytes(sections[0]);
                return new ClassifierState(
                    header.Columns,
                    header.Options,
                    model,
                    SavedImages.Read(header.Classes, model.ImageShape, sections[1].Span, "few-shot classifier"));
            }
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw new InvalidDataException($"The saved few-shot classifier is damaged: {e.Message}", e);
        }

        throw new InvalidDataException("The saved few-shot classifier is damaged: its header is incomplete.");
    }

    /// <summary>The state as text for the model file.</summary>
    /// <returns>The text.</returns>
    public string ToState()
    {
        var header = new Header(Columns, Options, SavedImages.ClassesOf(Support));
        return StateText.Write(JsonSerializer.Serialize(header), Model.ToBytes(), SavedImages.ToBytes(Support));
    }

    private sealed record Header(ClassifierColumns Columns, ClassificationOptions Options, IReadOnlyList<SavedClass> Classes)
    {
        // What is missing in JSON is null here, whatever the types say.
        [JsonIgnore]
        public bool IsComplete => Options is not null && Classes is not null
            && Classes.All(item => item?.Name is not null)
            && Columns is { Label: not null, Image: not null }
            && Columns is { PredictedLabel: not null, Score: not null, LogLikelihood: not null };
    }
}
