using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Vhe.MLNet.Persistence;

/// <summary>
/// What the state texts of loaded models stand for, parsed once a model. A state reaches a mapping with every row, as a view of
/// one and the same string; the parsed object lives as long as that string does. Thread-safe.
/// </summary>
/// <typeparam name="T">What a state stands for.</typeparam>
internal static class StateCache<T>
    where T : class
{
    private static readonly ConditionalWeakTable<object, Lazy<T>> Parsed = [];

    /// <summary>Remembers what a text stands for, so that a model just fitted is not parsed again.</summary>
    /// <param name="state">The very string that goes into the model.</param>
    /// <param name="value">What it stands for.</param>
    public static void Seed(string state, T value) => Parsed.AddOrUpdate(state, new Lazy<T>(value));

    /// <summary>What a state stands for.</summary>
    /// <param name="state">The state, as a row brings it.</param>
    /// <param name="parse">Parses it the first time.</param>
    /// <returns>The parsed state: the same object for every row of a model.</returns>
    /// <exception cref="InvalidDataException">There is no state.</exception>
    public static T Get(ReadOnlyMemory<char> state, Func<ReadOnlyMemory<char>, T> parse)
    {
        if (state.IsEmpty)
        {
            throw new InvalidDataException("The model holds no state: it was not saved by this package.");
        }

        return MemoryMarshal.TryGetString(state, out var text, out _, out _) ? Get(text, state, parse)
            : MemoryMarshal.TryGetArray(state, out var array) ? Get(array.Array!, state, parse)
            : parse(state);
    }

    private static T Get(object key, ReadOnlyMemory<char> state, Func<ReadOnlyMemory<char>, T> parse)
    {
        var parsed = Parsed.GetValue(key, _ => new Lazy<T>(() => parse(state)));
        try
        {
            return parsed.Value;
        }
        catch
        {
            // A Lazy keeps what its factory threw: a want of memory would last as long as the model.
            Parsed.Remove(key);
            throw;
        }
    }
}
