using System.CommandLine;
using System.Globalization;
using PaperExperiments;
using PaperExperiments.OneDimensional;
using TorchSharp;
using Vhe.Networks;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

var work = new Option<string>("--work")
{
    DefaultValueFactory = _ => "artifacts/paper-work", Recursive = true,
    Description = "where trained models are kept, and found again",
};
var output = new Option<string>("--out")
{
    DefaultValueFactory = _ => "artifacts/paper", Recursive = true,
    Description = "where tables and pictures go",
};
var steps = new Option<long?>("--steps") { Recursive = true, Description = "steps to train each model; the paper's where it is small" };
var runs = new Option<int>("--runs")
{
    DefaultValueFactory = _ => 3, Recursive = true,
    Description = "runs of each one-dimensional model, the best of which is kept",
};
var classes = new Option<int>("--classes")
{
    DefaultValueFactory = _ => 100, Recursive = true,
    Description = "classes of a made data set",
};
var seed = new Option<long>("--seed") { Recursive = true, Description = "seeds data, weights and draws" };
var threads = new Option<int>("--threads")
{
    DefaultValueFactory = _ => Environment.ProcessorCount, Recursive = true,
    Description = "how many threads libtorch uses",
};

var root = new RootCommand("The experiments of the paper, one command each.") { work, output, steps, runs, classes, seed, threads };
Add("fig3", "Neural Statistician and VHE on simple one-dimensional distributions.", ElementFigure.Figure3.Run);
Add("fig9", "All four objectives on simple one-dimensional distributions.", ElementFigure.Figure9.Run);
return root.Parse(args).Invoke();

void Add(string name, string description, Action<ExperimentSettings> run)
{
    var command = new Command(name, description);
    command.SetAction(parse => Guarded(parse, run));
    root.Subcommands.Add(command);
}

int Guarded(ParseResult parse, Action<ExperimentSettings> run)
{
    torch.set_num_threads(parse.GetValue(threads));
    try
    {
        run(new ExperimentSettings
        {
            Work = parse.GetValue(work)!,
            Out = parse.GetValue(output)!,
            Steps = parse.GetValue(steps),
            Runs = parse.GetValue(runs),
            Classes = parse.GetValue(classes),
            Seed = parse.GetValue(seed),
        });
        return 0;
    }
    catch (Exception exception) when (exception is ArgumentException or IOException or InvalidDataException or VheException)
    {
        Console.Error.WriteLine($"error: {exception.Message}");
        return 1;
    }
}
