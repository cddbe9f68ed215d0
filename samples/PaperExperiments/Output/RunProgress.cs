using Spectre.Console;

namespace PaperExperiments.Output;

/// <summary>A progress bar; where the output is no terminal, a line for each tenth.</summary>
internal static class RunProgress
{
    /// <summary>Does some work under a bar.</summary>
    /// <param name="title">What is done.</param>
    /// <param name="count">How many parts it has.</param>
    /// <param name="work">Does it, telling after each part what that was.</param>
    public static T Show<T>(string title, int count, Func<Action<string>, T> work)
    {
        if (AnsiConsole.Profile.Capabilities is { Ansi: true, Interactive: true } && !Console.IsOutputRedirected)
        {
            return AnsiConsole.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new RemainingTimeColumn()).Start(context =>
            {
                var task = context.AddTask(title, maxValue: count);
                return work(_ => task.Increment(1));
            });
        }

        var done = 0;
        return work(part =>
        {
            done++;
            if (done * 10 / count > (done - 1) * 10 / count)
            {
                Console.Out.WriteLine($"{title}: {done} of {count}, {part}");
            }
        });
    }
}
