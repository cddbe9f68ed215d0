using System.Text.Json;
using System.Text.Json.Serialization;
using Vhe.MLNet.Persistence;
using Vhe.Networks.Data;
using Vhe.Networks.Inference;
using Vhe.Networks.Models;

namespace Vhe.MLNet.Classification;

/// <summary>What a <see cref="FewShotClassifierTransformer"/> keeps in a saved model: the weights, the examples of every class,
/// and how well they fit. Immutable.</summary>
internal sealed class ClassifierState
{
    private static readonly Dictionary<string, ClassCalibration> Uncalibrated = [];

    /// <summary>Creates a state.</summary>
    /// <param name="columns">The user's columns.</param>
    /// <param name="model">The model.</param>
    /// <param name="classifier">The classifier.</param>
    public ClassifierState(ClassifierColumns columns, VheModel model, FewShotClassifier classifier)
    {
        (Columns, Model, Classifier) = (columns, model, classifier);
    }

    /// <summary>The user's columns.</summary>
    public ClassifierColumns Columns { get; }

    /// <summary>How likelihoods are estimated.</summary>
    public ClassificationOptions Options => Classifier.Options;

    /// <summary>The model.</summary>
    public VheModel Model { get; }

    /// <summary>The examples of every class.</summary>
    public GroupedImages Support => Classifier.Support;

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
                var support = SavedImages.Read(header.Classes, model.ImageShape, sections[1].Span, "few-shot classifier");
                return new ClassifierState(
                    header.Columns,
                    model,
                    new FewShotClassifier(model, support, header.Options, header.Calibration ?? Uncalibrated));
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
        var calibration = Columns.DetectUnknown ? Classifier.Unknown.Classes : Classifier.Unknown.SoFar;
        var header = new Header(Columns, Options, SavedImages.ClassesOf(Support), calibration);
        return StateText.Write(JsonSerializer.Serialize(header), Model.ToBytes(), SavedImages.ToBytes(Support));
    }

    // Models of before there was an IsKnown have no calibration; it is made up for where it is asked for.
    private sealed record Header(
        ClassifierColumns Columns,
        ClassificationOptions Options,
        IReadOnlyList<SavedClass> Classes,
        IReadOnlyDictionary<string, ClassCalibration>? Calibration = null)
    {
        // What is missing in JSON is null here, whatever the types say.
        [JsonIgnore]
        public bool IsComplete => Options is not null
            && Classes is not null && Classes.All(item => item is { Name: not null })
            && (Calibration is null || Calibration.Values.All(item => item is { Fits: not null }))
            && Columns is { Label: not null, Image: not null }
            && Columns is { PredictedLabel: not null, Score: not null, LogLikelihood: not null };
    }
}
