using System.Text.Json;
using Vhe.MLNet.Columns;
using Vhe.MLNet.Persistence;
using Vhe.Networks.Data;
using Vhe.Networks.Inference;
using Vhe.Networks.Models;

namespace Vhe.MLNet.Generation;

/// <summary>What an <see cref="ExampleGenerationTransformer"/> keeps in a saved model. Immutable.</summary>
/// <param name="ImageColumnName">The user's column of images.</param>
/// <param name="LabelColumnName">The user's column of classes; null where a row's own image is the example.</param>
/// <param name="LabelKind">How the column of classes comes to text.</param>
/// <param name="Settings">What to draw.</param>
/// <param name="Model">The model.</param>
/// <param name="Examples">The examples of every class; null without a column of classes.</param>
internal sealed record ExampleGenerationState(
    string ImageColumnName,
    string? LabelColumnName,
    TextKind LabelKind,
    GenerationSettings Settings,
    VheModel Model,
    GroupedImages? Examples)
{
    private const string What = "generator";

    private readonly Dictionary<string, IReadOnlyList<float[]>> _byClass =
        Examples?.Classes.ToDictionary(item => item.Name, item => item.Images, StringComparer.Ordinal) ?? [];

    /// <summary>Reads what <see cref="ToState"/> wrote.</summary>
    /// <param name="state">The text.</param>
    /// <returns>The state.</returns>
    /// <exception cref="InvalidDataException">The text is not such a state.</exception>
    public static ExampleGenerationState FromState(ReadOnlyMemory<char> state)
    {
        var (json, sections) = StateText.Read(state, sectionCount: 2);
        var header = StateHeader.Read<Header>(json, What, header => header is { ImageColumnName: not null, Classes: not null }
            && header.Settings?.IsWhole() == true && Enum.IsDefined(header.LabelKind)
            && header.Classes.All(item => item?.Name is not null)
            && header.Classes.Count > 0 == header.LabelColumnName is not null);
        var model = VheModel.FromBytes(sections[0]);
        var examples = header.LabelColumnName is null
            ? null : SavedImages.Read(header.Classes, model.ImageShape, sections[1].Span, What);
        return new(header.ImageColumnName, header.LabelColumnName, header.LabelKind, header.Settings, model, examples);
    }

    /// <summary>The state as text for the model file.</summary>
    /// <returns>The text.</returns>
    public string ToState()
    {
        var header = new Header(
            ImageColumnName, LabelColumnName, LabelKind, Settings, Examples is null ? [] : SavedImages.ClassesOf(Examples));
        return StateText.Write(
            JsonSerializer.Serialize(header), Model.ToBytes(), Examples is null ? [] : SavedImages.ToBytes(Examples));
    }

    /// <summary>New images of the class of one image.</summary>
    /// <param name="image">The image.</param>
    /// <returns>All images, one after the other.</returns>
    public float[] FromImage(float[] image) => Draw([image], RowSeed.Of(Settings.Seed, image));

    /// <summary>New images of a class.</summary>
    /// <param name="label">The class.</param>
    /// <returns>All images, one after the other.</returns>
    /// <exception cref="InvalidDataException">The class had no examples where this was fitted.</exception>
    public float[] FromClass(string label)
        => _byClass.TryGetValue(label, out var examples)
            ? Draw(examples, RowSeed.Of(Settings.Seed, label))
            : throw UnknownClass.Error(LabelColumnName!, label, _byClass.Keys);

    private float[] Draw(IReadOnlyList<float[]> examples, long seed)
        => [.. ImageGenerator.Generate(Model, examples, Settings.Count, seed, Settings.Temperature).SelectMany(image => image)];

    private sealed record Header(
        string ImageColumnName,
        string? LabelColumnName,
        TextKind LabelKind,
        GenerationSettings Settings,
        IReadOnlyList<SavedClass> Classes);
}
