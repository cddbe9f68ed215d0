using ReloadHost;

namespace Vhe.MLNet.Tests.TestData;

/// <summary>The program that loads a model in a process of its own.</summary>
internal static class HostProcess
{
    private static readonly Dictionary<string, string> OneThread = new(StringComparer.Ordinal) { ["OMP_NUM_THREADS"] = "1" };

    /// <summary>Where the program is, with all that it needs.</summary>
    public static string Path => typeof(PathOnly).Assembly.Location;

    /// <summary>Runs the program.</summary>
    /// <param name="arguments">The model file, the folder of the images, and perhaps "bytes", to give their bytes.</param>
    /// <returns>What it printed.</returns>
    public static string Run(params string[] arguments)
    {
        var (exitCode, output, error) = Start(Path, arguments);
        Assert.That(exitCode, Is.Zero, error);
        return output;
    }

    /// <summary>Runs a copy of the program.</summary>
    /// <param name="path">The copy.</param>
    /// <param name="arguments">As above.</param>
    /// <returns>Its exit code and what it printed.</returns>
    public static (int ExitCode, string Output, string Error) Start(string path, params string[] arguments)
        => Command.Run(Environment.CurrentDirectory, OneThread, "dotnet", [path, .. arguments]);
}
