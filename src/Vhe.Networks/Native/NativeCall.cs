using System.Runtime.InteropServices;

namespace Vhe.Networks.Native;

/// <summary>Keeps raw native errors from users.</summary>
internal static class NativeCall
{
    /// <summary>Runs what may fail in libtorch.</summary>
    public static T Guard<T>(string what, Func<T> action)
    {
        // Before the first convolution.
        _ = OneDnn.AllowsBFloat16;
        if (NativeRuntime.Fault is { } fault)
            throw new VheException($"{what} failed: {fault}");

        try
        {
            return action();
        }
        catch (ExternalException exception)
        {
            // A backtrace of C++ frames follows the first line.
            throw new VheException($"{what} failed in libtorch: {exception.Message.Split('\n')[0]}", exception);
        }
        catch (Exception exception) when (exception is DllNotFoundException or TypeInitializationException
            || (exception is NotSupportedException && exception.Source == "TorchSharp"))
        {
            throw new VheException($"{what} failed: {NativeRuntime.Missing}", exception);
        }
        finally
        {
            // With it what it uses, such as a model that its owner has let go of, outlives the last native call.
            GC.KeepAlive(action);
        }
    }
}
