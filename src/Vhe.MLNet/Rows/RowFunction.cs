using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Vhe.MLNet.Classification;
using Vhe.MLNet.Embedding;
using Vhe.MLNet.Generation;
using Vhe.MLNet.Images;
using Vhe.MLNet.Likelihood;

namespace Vhe.MLNet.Rows;

/// <summary>
/// The function from row to row that a transformer of this package computes, with all that it needs: what a saved model keeps.
/// Immutable and thread-safe. <see cref="RowMappings"/> calls the overload of Map for the columns that the function reads.
/// </summary>
internal abstract class RowFunction
{
    private static readonly ConditionalWeakTable<object, Lazy<RowFunction>> Parsed = [];

    /// <summary>The name under which the state is saved; it never changes.</summary>
    public abstract string Name { get; }

    /// <summary>The state as text: the name, a colon, and what <see cref="SavedState{TOptions}"/> writes.</summary>
    public abstract string ToState();

    /// <summary>Checks that a view has the columns that the function reads.</summary>
    /// <exception cref="ArgumentException">A column is missing or of a wrong type; the message names it.</exception>
    public abstract void CheckInput(DataViewSchema schema);

    /// <summary>Adds the transforms from the user's columns to the function's outputs under the user's names.</summary>
    public abstract void AddTo(ChainBuilder chain);

    public virtual void Map(ReadOnlyMemory<char> text, OutputRow output) => throw Unexpected();

    public virtual void Map(in VBuffer<float> image, OutputRow output) => throw Unexpected();

    public virtual void Map(in VBuffer<float> first, in VBuffer<float> second, OutputRow output) => throw Unexpected();

    public virtual void Map(in VBuffer<float> image, ReadOnlyMemory<char> text, OutputRow output) => throw Unexpected();

    public virtual void Map(in VBuffer<float> image, int index, OutputRow output) => throw Unexpected();

    public virtual void Map(in VBuffer<byte> bytes, OutputRow output) => throw Unexpected();

    public virtual void Map(MLImage? picture, OutputRow output) => throw Unexpected();

    /// <summary>The name in front of a state.</summary>
    public static string NameOf(ReadOnlyMemory<char> state)
        => state.Span.IndexOf(':') is >= 0 and var colon
            ? state[..colon].ToString()
            : throw new InvalidDataException("The model's state is damaged, or was saved by another version of this package.");

    /// <summary>
    /// The function of a state. It is parsed once: ML.NET hands on the very string that it loaded, row after row.
    /// </summary>
    /// <exception cref="InvalidDataException">The state is damaged or unknown.</exception>
    public static RowFunction Of(ReadOnlyMemory<char> state) => Of(state, Read);

    internal static RowFunction Of(ReadOnlyMemory<char> state, Func<ReadOnlyMemory<char>, RowFunction> read)
    {
        if (state.IsEmpty)
            throw new InvalidDataException("The model holds no state: it was not saved by this package.");

        object? key = MemoryMarshal.TryGetString(state, out var text, out _, out _) ? text
            : MemoryMarshal.TryGetArray(state, out var array) ? array.Array
            : null;
        if (key is null)
            return read(state);

        var parsed = Parsed.GetValue(key, _ => new Lazy<RowFunction>(() => read(state)));
        try
        {
            return parsed.Value;
        }
        catch
        {
            // A Lazy keeps what its factory threw: a lack of memory would last as long as the model.
            Parsed.Remove(key);
            throw;
        }
    }

    /// <summary>Remembers that a state, which was just written, is that of this function.</summary>
    public void Remember(string state) => Parsed.AddOrUpdate(state, new Lazy<RowFunction>(this));

    private static RowFunction Read(ReadOnlyMemory<char> state) => NameOf(state) switch
    {
        GlyphFunction.SavedName => GlyphFunction.Read(state),
        EmbeddingFunction.SavedName => EmbeddingFunction.Read(state),
        ClassifierFunction.SavedName => ClassifierFunction.Read(state),
        GenerationFunction.SavedName => GenerationFunction.Read(state),
        LikelihoodFunction.SavedName => LikelihoodFunction.Read(state),
        var other => throw new InvalidDataException($"The model was saved by another version of this package: it holds a '{other}'."),
    };

    private InvalidOperationException Unexpected() => new($"'{Name}' does not read such columns.");
}
