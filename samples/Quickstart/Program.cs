using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Globalization;
using Quickstart;
using Spectre.Console;
using TorchSharp;
using Vhe.Networks;

// The numbers in the report's files are the same in every culture.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

// Before the first tensor: what tensors free is kept for the next ones.
NativeHeap.KeepFreedMemory();

// TorchSharp starts with half of the processors.
torch.set_num_threads(Environment.ProcessorCount);

if (Console.IsOutputRedirected)
{
    // A file or a pipe: no colors, and no width to break lines at.
    AnsiConsole.Profile.Capabilities.Ansi = false;
    AnsiConsole.Profile.Capabilities.Links = false;
    AnsiConsole.Profile.Width = 200;
}

var root = new RootCommand("Trains on a folder of glyphs, then recognizes glyphs of new classes from five examples of each and from one.");
QuickstartOptions.AddTo(root);
root.SetAction(result => Guarded(() => QuickstartRun.Run(QuickstartOptions.From(result)) ? 0 : 1));
root.Subcommands.Add(ReloadCommand());

var parsed = root.Parse(args);
if (parsed.Action is ParseErrorAction)
{
    return Refuse(string.Join(' ', parsed.Errors.Select(error => error.Message)));
}

// Ctrl+C is for the training; nothing else has anything to tidy up.
return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });

static Command ReloadCommand()
{
    var model = new Argument<string>("model");
    var images = new Argument<string[]>("images");
    var command = new Command(ReloadCheck.CommandName, "Loads a saved classifier and classifies images.") { model, images };
    command.Hidden = true;
    command.SetAction(result => Guarded(() =>
    {
        ReloadCheck.Print(result.GetRequiredValue(model), result.GetRequiredValue(images));
        return 0;
    }));
    return command;
}

// What a user can mend is one line; anything else is a defect and shows its stack.
static int Guarded(Func<int> run)
{
    try
    {
        return run();
    }
    catch (Exception exception) when (
        exception is ArgumentException or IOException or InvalidDataException or UnauthorizedAccessException or VheException)
    {
        return Refuse(exception.Message);
    }
}

static int Refuse(string message)
{
    var console = AnsiConsole.Create(new AnsiConsoleSettings
    {
        Ansi = Console.IsErrorRedirected ? AnsiSupport.No : AnsiSupport.Detect,
        Out = new AnsiConsoleOutput(Console.Error),
    });
    console.Profile.Width = int.MaxValue;
    console.MarkupLineInterpolated($"[red]error: {message.ReplaceLineEndings(" ")}[/]");
    return 1;
}
