using System.Runtime.InteropServices;
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
                var support = ReadSupport(header.Classes, model, sections[1].Span);
                var calibration = header.Classes.Where(item => item.Calibration is not null).ToDictionary(
                    item => item.Name, item => item.Calibration!, StringComparer.Ordinal);
                return new ClassifierState(
                    header.Columns, model, new FewShotClassifier(model, support, header.Options, calibration));
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
        var calibration = Columns.TellUnknown ? Classifier.Unknown.Classes : Classifier.Unknown.SoFar;
        var classes = Support.Classes.Select(item => new SavedClass(
            item.Name, item.Group, item.Images.Count, calibration.GetValueOrDefault(item.Name)));
        var header = new Header(Columns, Options, [.. classes]);
        var images = Support.Classes.SelectMany(item => item.Images).SelectMany(image => image).ToArray();
        return StateText.Write(
            JsonSerializer.Serialize(header), Model.ToBytes(), MemoryMarshal.AsBytes(images.AsSpan()).ToArray());
    }

    private static GroupedImages ReadSupport(IReadOnlyList<SavedClass> classes, VheModel model, ReadOnlySpan<byte> bytes)
    {
        var shape = model.ImageShape;
        var imageBytes = shape.Length * sizeof(float);
        var position = 0;
        var result = new List<ImageClass>();
        foreach (var item in classes)
        {
            var images = new List<float[]>();
            for (var i = 0; i < item.Count; i++)
            {
                if (bytes.Length - position < imageBytes)
                {
                    throw new InvalidDataException("The saved few-shot classifier is damaged: examples are missing.");
                }

                images.Add(MemoryMarshal.Cast<byte, float>(bytes.Slice(position, imageBytes)).ToArray());
                position += imageBytes;
            }

            result.Add(new ImageClass(item.Name, images, item.Group));
        }

        return position == bytes.Length
            ? new GroupedImages(shape, result)
            : throw new InvalidDataException("The saved few-shot classifier is damaged: there are bytes after the last example.");
    }

    private sealed record Header(ClassifierColumns Columns, ClassificationOptions Options, IReadOnlyList<SavedClass> Classes)
    {
        // What is missing in JSON is null here, whatever the types say.
        [JsonIgnore]
        public bool IsComplete => Options is not null && Classes is not null
            && Classes.All(item => item is { Name: not null, Calibration: null or { Fits: not null } })
            && Columns is { Label: not null, Image: not null }
            && Columns is { PredictedLabel: not null, Score: not null, LogLikelihood: not null };
    }

    // Models of before there was an IsKnown have no calibration; it is made up for where it is asked for.
    private sealed record SavedClass(string Name, string Group, int Count, ClassCalibration? Calibration = null);
}
