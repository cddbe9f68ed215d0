using System.Text.Json;
using Vhe.MLNet.Columns;
using Vhe.MLNet.Persistence;
using Vhe.Networks.Inference;
using Vhe.Networks.Models;

namespace Vhe.MLNet.Generation;

/// <summary>What a <see cref="ClassSamplingTransformer"/> keeps in a saved model. Immutable.</summary>
/// <param name="InputColumnName">The user's column of names.</param>
/// <param name="InputKind">How it comes to text.</param>
/// <param name="Settings">What to draw.</param>
/// <param name="Model">The model.</param>
internal sealed record ClassSamplingState(string InputColumnName, TextKind InputKind, GenerationSettings Settings, VheModel Model)
{
    /// <summary>Reads what <see cref="ToState"/> wrote.</summary>
    /// <param name="state">The text.</param>
    /// <returns>The state.</returns>
    /// <exception cref="InvalidDataException">The text is not such a state.</exception>
    public static ClassSamplingState FromState(ReadOnlyMemory<char> state)
    {
        var (json, sections) = StateText.Read(state, sectionCount: 1);
        var header = StateHeader.Read<Header>(json, "sampler of classes", header => header.InputColumnName is not null
            && header.Settings?.IsWhole() == true && Enum.IsDefined(header.InputKind));
        return new(header.InputColumnName, header.InputKind, header.Settings, VheModel.FromBytes(sections[0]));
    }

    /// <summary>The state as text for the model file.</summary>
    /// <returns>The text.</returns>
    public string ToState()
        => StateText.Write(JsonSerializer.Serialize(new Header(InputColumnName, InputKind, Settings)), Model.ToBytes());

    /// <summary>Images of the new class that a name stands for.</summary>
    /// <param name="name">The name.</param>
    /// <returns>All images, one after the other.</returns>
    public float[] Draw(ReadOnlySpan<char> name)
    {
        var seed = RowSeed.Of(Settings.Seed, name);
        return [.. ImageGenerator.GenerateNewClass(Model, Settings.Count, seed, Settings.Temperature).SelectMany(image => image)];
    }

    private sealed record Header(string InputColumnName, TextKind InputKind, GenerationSettings Settings);
}
