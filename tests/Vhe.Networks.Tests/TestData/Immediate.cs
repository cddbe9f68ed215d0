namespace Vhe.Networks.Tests.TestData;

/// <summary>Progress that is told at once, on the reporting thread; <see cref="Progress{T}"/> tells some time later, on another.</summary>
internal sealed class Immediate<T>(Action<T> report) : IProgress<T>
{
    /// <inheritdoc/>
    public void Report(T value) => report(value);
}
