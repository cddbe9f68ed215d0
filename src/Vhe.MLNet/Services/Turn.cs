using System.Runtime.InteropServices;

namespace Vhe.MLNet.Services;

/// <summary>One of a limited number of turns, which a <c>using</c> gives back.</summary>
/// <param name="turns">Where it was taken, and goes back to.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly struct Turn(SemaphoreSlim turns) : IDisposable
{
    /// <summary>Waits for a turn, and keeps its thread meanwhile.</summary>
    /// <param name="turns">The turns.</param>
    /// <returns>The turn.</returns>
    public static Turn Take(SemaphoreSlim turns)
    {
        turns.Wait();
        return new Turn(turns);
    }

    /// <summary>Waits for a turn without a thread.</summary>
    /// <param name="turns">The turns.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The turn.</returns>
    public static async Task<Turn> TakeAsync(SemaphoreSlim turns, CancellationToken cancellationToken)
    {
        await turns.WaitAsync(cancellationToken);
        return new Turn(turns);
    }

    /// <inheritdoc/>
    public void Dispose() => turns.Release();
}
