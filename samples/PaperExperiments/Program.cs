using System.CommandLine;
using System.Globalization;
using PaperExperiments;
using PaperExperiments.Images;
using PaperExperiments.OneDimensional;
using PaperExperiments.Tightened;
using TorchSharp;
using Vhe.Networks;
using Vhe.Networks.Inference;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

// Before the first tensor: what tensors free is kept for the next ones.
NativeHeap.KeepFreedMemory();

const double MostMinutes = 60 * 24 * 365;
const double Most = int.MaxValue;

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
var background = Folder("--background", "Omniglot's images_background: alphabet/character/image.png");
var evaluation = Folder("--evaluation", "Omniglot's images_evaluation");
var silhouettes = Folder("--silhouettes", "the Caltech-101 silhouettes: class/image.png");
var minutes = new Option<double?>("--minutes")
{
    Recursive = true,
    Description = "minutes to train each model of images, where there is no --steps; 15",
};
var tiny = new Option<bool>("--tiny") { Recursive = true, Description = "small networks, to try a command" };
var channels = new Option<int?>("--channels")
{
    Recursive = true,
    Description = "channels of the deconvolutional networks at full resolution; the paper's are 64",
};
var architectures = new Option<string[]>("--architecture")
{
    DefaultValueFactory = _ => [.. Architecture.All.Select(architecture => architecture.Name)], Recursive = true,
    AllowMultipleArgumentsPerToken = true,
    Description = "of the two of section 4.2, where the paper compares both",
};
architectures.AcceptOnlyFromAmong([.. Architecture.All.Select(architecture => architecture.Name)]);
var episodes = new Option<int>("--episodes")
{
    DefaultValueFactory = _ => 100, Recursive = true,
    Description = "episodes for each accuracy",
};
var rule = new Option<ClassificationRule>("--rule")
{
    DefaultValueFactory = _ => ClassificationRule.PointEstimate, Recursive = true,
    Description = "how accuracies are estimated: PointEstimate, or ImportanceSampled, which decodes an image 200 times for each class",
};
rule.AcceptOnlyFromAmong(nameof(ClassificationRule.PointEstimate), nameof(ClassificationRule.ImportanceSampled));
var jointClasses = new Option<int>("--joint-classes")
{
    DefaultValueFactory = _ => 30, Recursive = true,
    Description = "characters to estimate joint likelihoods of",
};
var classSamples = new Option<int>("--class-samples")
{
    DefaultValueFactory = _ => 20, Recursive = true,
    Description = "samples of c for a joint likelihood; section 6.4.1 has 20, Tables 3 and 4 have 500",
};
var seed = new Option<long>("--seed") { Recursive = true, Description = "seeds data, weights and draws" };
var threads = new Option<int>("--threads")
{
    DefaultValueFactory = _ => Environment.ProcessorCount, Recursive = true,
    Description = "how many threads libtorch uses",
};

Range(steps, 1, Most);
Range(runs, 1, Most);
Range(classes, 2, Most);
Range(minutes, 0.01, MostMinutes);
Range(channels, 1, 256);
Range(episodes, 2, Most);
Range(jointClasses, 2, Most);
Range(classSamples, 1, 10_000);
Range(threads, 1, 1024);

var root = new RootCommand("The experiments of the paper, one command each.")
{
    work, output, background, evaluation, silhouettes, steps, minutes, tiny, channels, architectures, runs, classes, episodes, rule,
    jointClasses, classSamples, seed, threads,
};
Option<string>[] omniglot = [background, evaluation];
var experiments = new List<Action<ExperimentSettings>>();
Add("fig3", "Neural Statistician and VHE on simple one-dimensional distributions.", ElementFigure.Figure3.Run, []);
Add("fig9", "All four objectives on simple one-dimensional distributions.", ElementFigure.Figure9.Run, []);
Add("table1", "Both architectures under the four objectives: information in c, 5-shot accuracy.", ObjectiveTable.Run, omniglot);
Add("table2", "One- and five-shot accuracy beside other methods.", ComparisonTable.Run, omniglot);
Add("table3", "Joint likelihood of unseen characters, both architectures, the four objectives.", LikelihoodTables.RunTable3, omniglot);
Add("table4", "Joint likelihood of unseen characters beside other models.", LikelihoodTables.RunTable4, omniglot);
Add("fig5", "One-shot samples.", SampleFigures.RunFigure5, omniglot);
Add("fig6", "5-shot samples of both architectures under the four objectives.", SampleFigures.RunFigure6, omniglot);
Add("fig7", "Characters from one image, alphabets from five, by the hierarchical model.", HierarchicalFigures.RunFigure7, omniglot);
Add("fig8", "Characters redrawn in the style of other images, by the factorial model.", StyleFigure.Run, omniglot);
Add("fig10", "Alphabets from ten images, by the hierarchical model.", HierarchicalFigures.RunFigure10, omniglot);
Add("tightened", "The tightened bound and learned subsampling of section 6.1 against the plain bound.", TightenedTable.Run, []);
Add("silhouettes", "Samples of silhouettes of unseen objects.", SampleFigures.RunSilhouettes, [silhouettes]);
Action<ExperimentSettings>[] each = [.. experiments];
Add("all", "Everything.", settings => Array.ForEach(each, run => run(settings)), [background, evaluation, silhouettes]);
return root.Parse(args).Invoke();

Option<string> Folder(string name, string description) => new(name)
{
    DefaultValueFactory = _ => "", Recursive = true,
    Description = description,
};

void Range<T>(Option<T> option, double least, double most) => option.Validators.Add(result =>
{
    // What is no number at all is told by the parser itself.
    if (result.Tokens is [var token]
        && double.TryParse(token.Value, CultureInfo.InvariantCulture, out var value)
        && !(value >= least && value <= most))
    {
        result.AddError($"{option.Name} must be {least} to {most}, not {token.Value}.");
    }
});

void Add(string name, string description, Action<ExperimentSettings> run, Option<string>[] folders)
{
    var command = new Command(name, description);
    command.SetAction(parse => Guarded(parse, folders, run));
    root.Subcommands.Add(command);
    experiments.Add(run);
}

int Guarded(ParseResult parse, Option<string>[] folders, Action<ExperimentSettings> run)
{
    try
    {
        // Before hours of training, not after them.
        foreach (var folder in folders)
            Check(folder.Name, parse.GetValue(folder)!);

        torch.set_num_threads(parse.GetValue(threads));
        run(new ExperimentSettings
        {
            Work = parse.GetValue(work)!,
            Out = Directory.CreateDirectory(parse.GetValue(output)!).FullName,
            Background = parse.GetValue(background)!,
            Evaluation = parse.GetValue(evaluation)!,
            Silhouettes = parse.GetValue(silhouettes)!,
            Steps = parse.GetValue(steps),
            Minutes = parse.GetValue(minutes),
            Tiny = parse.GetValue(tiny),
            Channels = parse.GetValue(channels),
            Architectures = [.. Architecture.All.Where(architecture => parse.GetValue(architectures)!.Contains(architecture.Name))],
            Runs = parse.GetValue(runs),
            Classes = parse.GetValue(classes),
            Episodes = parse.GetValue(episodes),
            Rule = parse.GetValue(rule),
            JointClasses = parse.GetValue(jointClasses),
            ClassSamples = parse.GetValue(classSamples),
            Seed = parse.GetValue(seed),
        });
        return 0;
    }
    catch (Exception exception) when (
        exception is ArgumentException or IOException or InvalidDataException or UnauthorizedAccessException or VheException)
    {
        Console.Error.WriteLine($"error: {exception.Message}");
        return 1;
    }
}

void Check(string option, string folder)
{
    if (folder.Length == 0)
        throw new ArgumentException($"This experiment needs the option {option}.");

    if (!Directory.Exists(folder))
        throw new DirectoryNotFoundException($"{option}: there is no folder {folder}.");
}
