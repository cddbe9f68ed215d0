using System.Text.Json;
using Vhe.MLNet.Persistence;
using Vhe.Networks.Models;

namespace Vhe.MLNet.Training;

/// <summary>What a <see cref="VheTransformer"/> keeps in a saved model.</summary>
/// <param name="ImageColumnName">The user's column of images.</param>
/// <param name="OutputColumnName">The column of codes.</param>
/// <param name="Model">The model.</param>
internal sealed record EmbeddingState(string ImageColumnName, string OutputColumnName, VheModel Model)
{
    /// <summary>Reads what <see cref="ToState"/> wrote.</summary>
    /// <param name="state">The text.</param>
    /// <returns>The state.</returns>
    /// <exception cref="InvalidDataException">The text is not such a state.</exception>
    public static EmbeddingState FromState(ReadOnlyMemory<char> state)
    {
        var (header, sections) = StateText.Read(state, sectionCount: 1);
        try
        {
            if (JsonSerializer.Deserialize<Header>(header) is { ImageColumnName: not null, OutputColumnName: not null } names)
            {
                return new EmbeddingState(names.ImageColumnName, names.OutputColumnName, VheModel.FromBytes(sections[0]));
            }
        }
        catch (JsonException e)
        {
            throw new InvalidDataException("The saved Variational Homoencoder is damaged: its header is not valid JSON.", e);
        }

        throw new InvalidDataException("The saved Variational Homoencoder is damaged: its header is incomplete.");
    }

    /// <summary>The state as text for the model file.</summary>
    /// <returns>The text.</returns>
    public string ToState()
        => StateText.Write(JsonSerializer.Serialize(new Header(ImageColumnName, OutputColumnName)), Model.ToBytes());

    private sealed record Header(string ImageColumnName, string OutputColumnName);
}
