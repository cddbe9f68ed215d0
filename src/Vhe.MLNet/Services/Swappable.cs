namespace Vhe.MLNet.Services;

/// <summary>
/// A value that can be replaced while it is in use: whoever took the old one keeps it, and it is disposed after the last of them.
/// Thread-safe.
/// </summary>
/// <typeparam name="T">What is replaced.</typeparam>
/// <param name="first">The first value.</param>
internal sealed class Swappable<T>(T first) : IDisposable
    where T : class, IDisposable
{
    private Leased<T>? _current = new(first);

    /// <summary>Takes the value of now.</summary>
    /// <returns>A lease that the caller disposes.</returns>
    /// <exception cref="ObjectDisposedException">There is none any more.</exception>
    public Lease<T> Take()
    {
        // Between reading the field and taking a lease the value may have been swapped and freed: then there is a newer one.
        while (Volatile.Read(ref _current) is { } current)
        {
            if (current.TryTake())
            {
                return new Lease<T>(current);
            }
        }

        throw new ObjectDisposedException(nameof(IFewShotService));
    }

    /// <summary>Replaces the value. Not after <see cref="Dispose"/>.</summary>
    /// <param name="next">The new one.</param>
    public void Swap(T next) => Interlocked.Exchange(ref _current, new Leased<T>(next))?.Return();

    /// <inheritdoc/>
    public void Dispose() => Interlocked.Exchange(ref _current, null)?.Return();
}
