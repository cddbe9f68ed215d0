using System.Text.Json;

namespace Vhe.MLNet.Persistence;

/// <summary>The JSON header of a state. Stateless.</summary>
internal static class StateHeader
{
    /// <summary>Reads a header.</summary>
    /// <typeparam name="T">What it holds.</typeparam>
    /// <param name="json">The header.</param>
    /// <param name="what">Whose state it is, for the message.</param>
    /// <param name="isWhole">Whether nothing is missing or out of range: what JSON leaves out is null, whatever the types say.
    /// </param>
    /// <returns>The header.</returns>
    /// <exception cref="InvalidDataException">It is not JSON, or not whole.</exception>
    public static T Read<T>(string json, string what, Func<T, bool> isWhole)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json) is { } header && isWhole(header)
                ? header
                : throw new InvalidDataException($"The saved {what} is damaged: its header is incomplete.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"The saved {what} is damaged: its header is not valid JSON.", e);
        }
    }
}
