namespace Vhe.MLNet.Services;

/// <summary>
/// Something that several hold at once, and that is disposed when the last of them lets go of it. Thread-safe.
/// </summary>
/// <typeparam name="T">What is held.</typeparam>
/// <param name="value">The value; whoever makes this holds the first lease.</param>
internal sealed class Leased<T>(T value)
    where T : class, IDisposable
{
    private int _leases = 1;

    /// <summary>The value.</summary>
    public T Value => value;

    /// <summary>Takes a lease.</summary>
    /// <returns>False if the last was given back already.</returns>
    public bool TryTake()
    {
        for (var leases = Volatile.Read(ref _leases); leases > 0;)
        {
            var before = Interlocked.CompareExchange(ref _leases, leases + 1, leases);
            if (before == leases)
            {
                return true;
            }

            leases = before;
        }

        return false;
    }

    /// <summary>Gives a lease back: once for each that was taken.</summary>
    public void Return()
    {
        if (Interlocked.Decrement(ref _leases) == 0)
        {
            value.Dispose();
        }
    }
}
