using Spectre.Console;

namespace Samples;

/// <summary>A progress bar on the error stream, which keeps the output free for results; lines now and then if it is no terminal.
/// </summary>
internal static class WorkProgress
{
    private static readonly IAnsiConsole Terminal = CreateTerminal();

    /// <summary>Runs work that reports how many of a number of parts are done.</summary>
    public static T Run<T>(string title, int parts, Func<IProgress<int>, T> work)
        => Run<int, T>(title, parts, (task, done) => task.Value = done, work);

    /// <summary>Runs work whose reports move the bar as <paramref name="show"/> says.</summary>
    public static TResult Run<TReport, TResult>(
        string title, double total, Action<ProgressTask, TReport> show, Func<IProgress<TReport>, TResult> work)
        => Terminal.Progress()
            .AutoClear(true)
            .Columns(
                new ProgressBarColumn(),
                new PercentageColumn(),
                new RemainingTimeColumn(),
                new TaskDescriptionColumn { Alignment = Justify.Left })
            .Start(context =>
            {
                var task = context.AddTask(title.EscapeMarkup(), maxValue: total);
                return work(new Reports<TReport>(report => show(task, report)));
            });

    /// <summary>Writes a line above the bar.</summary>
    public static void WriteLine(string text) => Terminal.WriteLine(text);

    private static IAnsiConsole CreateTerminal()
    {
        var terminal = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = Console.IsErrorRedirected ? AnsiSupport.No : AnsiSupport.Detect,
            Interactive = Console.IsErrorRedirected ? InteractionSupport.No : InteractionSupport.Detect,
            Out = new AnsiConsoleOutput(Console.Error),
        });

        // A bar hides the cursor; a program that ends under it would leave it hidden.
        Console.CancelKeyPress += (_, _) => terminal.Cursor.Show();
        return terminal;
    }

    // Progress<T> reports on other threads, in any order.
    private sealed class Reports<T>(Action<T> show) : IProgress<T>
    {
        public void Report(T value) => show(value);
    }
}
