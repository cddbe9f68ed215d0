using System.Runtime.InteropServices;

namespace Vhe.MLNet.Services;

/// <summary>A lease that a <c>using</c> gives back.</summary>
/// <typeparam name="T">What is held.</typeparam>
/// <param name="leased">What is held; its lease is taken already.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly struct Lease<T>(Leased<T> leased) : IDisposable
    where T : class, IDisposable
{
    /// <summary>The value, which lives at least as long as the lease.</summary>
    public T Value => leased.Value;

    /// <inheritdoc/>
    public void Dispose() => leased.Return();
}
