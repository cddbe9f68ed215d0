namespace TorchSharp;

public static partial class torch
{
    public static IDisposable no_grad() => new AutoGradMode(false);

    public static IDisposable enable_grad(bool enabled = true) => new AutoGradMode(enabled);

    public static IDisposable set_grad_enabled(bool mode = true) => new AutoGradMode(mode);

    public static bool is_grad_enabled() => Native.vhe_grad_mode() != 0;

    /// <summary>Sets the calling thread's mode until it is disposed.</summary>
    private sealed class AutoGradMode : IDisposable
    {
        private readonly int before = Native.vhe_grad_mode();

        public AutoGradMode(bool enabled) => Native.vhe_set_grad_mode(enabled ? 1 : 0);

        public void Dispose() => Native.vhe_set_grad_mode(before);
    }
}
