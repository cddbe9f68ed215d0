using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Vhe.Benchmarks;

/// <summary>A program that trains a while and prints its rate, run in a process of its own: nobody's threads or memory are in
/// another's way.</summary>
/// <param name="Name">For the table.</param>
/// <param name="Program">What is started.</param>
/// <param name="Arguments">Its arguments.</param>
internal sealed partial record Contestant(string Name, string Program, IReadOnlyList<string> Arguments)
{
    /// <summary>This program, with other arguments.</summary>
    public static Contestant Own(string name, params IEnumerable<string> arguments)
    {
        var program = Environment.ProcessPath!;

        // Started as `dotnet Vhe.Benchmarks.dll`, the process is dotnet's, and needs to be told what to run.
        var isHost = Path.GetFileNameWithoutExtension(program) == "dotnet";
        return new Contestant(name, program, isHost ? [typeof(Contestant).Assembly.Location, .. arguments] : [.. arguments]);
    }

    /// <summary>Runs the program.</summary>
    /// <returns>Images a second.</returns>
    /// <exception cref="IOException">It cannot be started, fails, or prints no rate; the message says which.
    /// </exception>
    public double Measure()
    {
        var output = Run();
        var rate = Rate().Match(output);
        return rate.Success
            ? double.Parse(rate.Groups["rate"].Value, CultureInfo.InvariantCulture)
            : throw new IOException($"{Name}: '{Program}' printed no images/s, but '{output.Trim()}'.");
    }

    /// <summary>Runs the program to its end.</summary>
    /// <returns>What it printed.</returns>
    /// <exception cref="IOException">It cannot be started, or fails; the message says why.</exception>
    public string Run()
    {
        var start = new ProcessStartInfo(Program, Arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? output : throw new IOException($"{Name}: {LastLine(errors.Result)}");
        }
        catch (Win32Exception exception)
        {
            throw new IOException($"{Name}: '{Program}' cannot be started: {exception.Message}", exception);
        }
    }

    private static string LastLine(string text) => text.TrimEnd().Split('\n')[^1].Trim();

    [GeneratedRegex(@"(?<rate>[0-9.]+) images/s", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Rate();
}
