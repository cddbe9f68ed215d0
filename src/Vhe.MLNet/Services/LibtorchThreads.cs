using TorchSharp;
using Vhe.Networks;

namespace Vhe.MLNet.Services;

/// <summary>
/// How many threads libtorch uses within one call. It keeps that number with every thread that has computed, and one for those
/// that have not yet: to set it once, where a service is made, would not reach the threads that its calls come on.
/// </summary>
internal static class LibtorchThreads
{
    /// <summary>Sets the number for the calling thread, if it is another.</summary>
    /// <param name="count">How many; null to leave it as it is.</param>
    /// <returns>How many it uses now.</returns>
    /// <exception cref="VheException">libtorch is not to be had.</exception>
    public static int Use(int? count) => NativeCall.Guard("Setting the number of threads", () =>
    {
        // To ask costs next to nothing, and somebody else may have set it on this thread.
        if (count is { } wanted && torch.get_num_threads() != wanted)
        {
            torch.set_num_threads(wanted);
        }

        return torch.get_num_threads();
    });
}
