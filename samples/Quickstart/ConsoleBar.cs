using System.Diagnostics;
using Spectre.Console;

namespace Quickstart;

/// <summary>A progress bar with a line of details below it; where the output is no terminal, a plain line now and then.</summary>
internal sealed class ConsoleBar
{
    private const int Width = 40;
    private static readonly TimeSpan PlainInterval = TimeSpan.FromSeconds(10);

    private readonly string _title;
    private readonly LiveDisplayContext? _live;
    private long _shown = Stopwatch.GetTimestamp();

    private ConsoleBar(string title, LiveDisplayContext? live)
    {
        (_title, _live) = (title, live);
    }

    /// <summary>Whether the output is a terminal on which a bar can move.</summary>
    public static bool IsLive => AnsiConsole.Profile.Capabilities is { Ansi: true, Interactive: true } && !Console.IsOutputRedirected;

    /// <summary>Does some work under a bar.</summary>
    public static T Run<T>(string title, Func<ConsoleBar, T> work)
        => IsLive
            ? AnsiConsole.Live(new Markup(title)).Start(context => work(new ConsoleBar(title, context)))
            : work(new ConsoleBar(title, live: null));

    /// <summary>Moves the bar. A plain line is written every ten seconds only.</summary>
    public void Show(double fraction, TimeSpan remaining, string details)
    {
        var left = $"{100 * fraction,3:F0} %  {remaining:m\\:ss} left";
        if (remaining.TotalHours >= 1)
        {
            left = $"{100 * fraction,3:F0} %  {remaining:h\\:mm\\:ss} left";
        }

        if (_live is not null)
        {
            var done = (int)Math.Round(Width * fraction);
            var bar = $"[green]{new string('━', done)}[/][gray]{new string('━', Width - done)}[/]";
            _live.UpdateTarget(new Markup($"{_title}  {bar}  {left}\n[gray]{Markup.Escape(details)}[/]"));
        }
        else if (Stopwatch.GetElapsedTime(_shown) >= PlainInterval)
        {
            Console.Out.WriteLine($"{_title} {left}  {details}");
            _shown = Stopwatch.GetTimestamp();
        }
    }
}
