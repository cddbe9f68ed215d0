using System.Diagnostics;

namespace Vhe.MLNet.Tests.TestData;

/// <summary>Programs that a test starts.</summary>
internal static class Command
{
    /// <summary>Runs a program to its end.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="environment">Variables that it gets beside its own.</param>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <returns>Its exit code and what it printed.</returns>
    public static (int ExitCode, string Output, string Error) Run(
        string folder, IReadOnlyDictionary<string, string> environment, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(TimeSpan.FromMinutes(10)))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{program} {string.Join(' ', arguments)} did not end.\n{output.Result}\n{error.Result}");
        }

        return (process.ExitCode, output.Result.Trim(), error.Result.Trim());
    }
}
