using Spectre.Console;

namespace PaperExperiments.Output;

/// <summary>A progress bar; lines now and then if the output is no terminal.</summary>
internal static class RunProgress
{
    /// <summary>Runs work of a number of parts, which calls its argument after each part.</summary>
    public static T Show<T>(string title, int count, Func<Action<string>, T> work)
        => AnsiConsole.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new RemainingTimeColumn()).Start(context =>
        {
            var task = context.AddTask(title, maxValue: count);
            return work(_ => task.Increment(1));
        });
}
