namespace Microsoft.ML.Transforms;

// Compares text by its characters; the default comparer would compare references.
internal sealed class TextComparer : IEqualityComparer<ReadOnlyMemory<char>>
{
    private static readonly TextComparer Instance = new();

    public bool Equals(ReadOnlyMemory<char> x, ReadOnlyMemory<char> y) => x.Span.SequenceEqual(y.Span);
    public int GetHashCode(ReadOnlyMemory<char> text) => string.GetHashCode(text.Span);

    public static IEqualityComparer<T> For<T>()
        => typeof(T) == typeof(ReadOnlyMemory<char>) ? (IEqualityComparer<T>)(object)Instance : EqualityComparer<T>.Default;
}
