using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Globalization;
using Spectre.Console;
using Vhe.Networks;

namespace Samples;

/// <summary>Runs a command line: errors that a user can correct are one line, all others show their stack.</summary>
internal static class ConsoleApp
{
    public static int Run(RootCommand root, string[] args)
    {
        // Numbers are the same in every culture: files and other programs have them.
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

        if (Console.IsOutputRedirected)
        {
            // A file or a pipe: no colors, and no width to break lines at.
            AnsiConsole.Profile.Capabilities.Ansi = AnsiConsole.Profile.Capabilities.Links = false;
            AnsiConsole.Profile.Width = 200;
        }

        var parsed = root.Parse(args);
        if (parsed.Action is ParseErrorAction error)
        {
            error.ShowHelp = false;
            parsed.Invoke();
            return Refuse("Run with --help for all options.");
        }

        try
        {
            return parsed.Invoke(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            });
        }
        catch (Exception exception) when (
            exception is ArgumentException or IOException or InvalidDataException or UnauthorizedAccessException or VheException)
        {
            return Refuse($"error: {exception.Message.ReplaceLineEndings(" ")}");
        }
    }

    private static int Refuse(string message)
    {
        Console.Error.WriteLine(message);
        return 1;
    }
}
