using System.Text.Json;
using Vhe.MLNet.Persistence;
using Vhe.Networks.Inference;
using Vhe.Networks.Models.Factorial;

namespace Vhe.MLNet.Generation;

/// <summary>What a <see cref="StyleTransferTransformer"/> keeps in a saved model. Immutable.</summary>
/// <param name="ContentColumnName">The user's column of characters.</param>
/// <param name="StyleColumnName">The user's column of images in the wanted styles.</param>
/// <param name="Settings">What to draw.</param>
/// <param name="Model">The model.</param>
internal sealed record StyleTransferState(
    string ContentColumnName, string StyleColumnName, GenerationSettings Settings, FactorialModel Model)
{
    /// <summary>Reads what <see cref="ToState"/> wrote.</summary>
    /// <param name="state">The text.</param>
    /// <returns>The state.</returns>
    /// <exception cref="InvalidDataException">The text is not such a state.</exception>
    public static StyleTransferState FromState(ReadOnlyMemory<char> state)
    {
        var (json, sections) = StateText.Read(state, sectionCount: 1);
        var header = StateHeader.Read<Header>(json, "style transfer", header =>
            header.ContentColumnName is not null && header.StyleColumnName is not null && header.Settings?.IsWhole() == true);
        return new(
            header.ContentColumnName, header.StyleColumnName, header.Settings, FactorialModel.FromBytes(sections[0]));
    }

    /// <summary>The state as text for the model file.</summary>
    /// <returns>The text.</returns>
    public string ToState() => StateText.Write(
        JsonSerializer.Serialize(new Header(ContentColumnName, StyleColumnName, Settings)), Model.ToBytes());

    /// <summary>Redraws a character.</summary>
    /// <param name="content">An image of the character.</param>
    /// <param name="style">An image in the style.</param>
    /// <returns>All images, one after the other.</returns>
    public float[] Draw(float[] content, float[] style)
    {
        var seed = RowSeed.Of(Settings.Seed, [.. content, .. style]);
        return [.. StyleTransfer.Draw(Model, [content], [style], Settings.Count, seed, Settings.Temperature).SelectMany(image => image)];
    }

    private sealed record Header(string ContentColumnName, string StyleColumnName, GenerationSettings Settings);
}
