using System.Diagnostics;
using ReloadHost;

namespace Vhe.MLNet.Tests.TestData;

/// <summary>The program that loads a model in a process of its own.</summary>
internal static class HostProcess
{
    /// <summary>Runs the program.</summary>
    /// <param name="arguments">The model file, the folder of the images, and perhaps "bytes", to give their bytes.</param>
    /// <returns>What it printed.</returns>
    public static string Run(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(PathOnly).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            Environment = { ["OMP_NUM_THREADS"] = "1" },
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.That(process.ExitCode, Is.Zero, error.Result);
        return output.Trim();
    }
}
