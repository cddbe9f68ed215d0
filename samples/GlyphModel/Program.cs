using System.CommandLine;
using GlyphModel;
using Microsoft.ML;
using Samples;
using TorchSharp;
using Vhe.MLNet;
using Vhe.Networks;
using Vhe.Networks.Data;
using Vhe.Networks.Inference;
using Vhe.Networks.Models;
using Vhe.Networks.Native;
using Vhe.Networks.Storage;

// Before the first tensor: freed memory is kept for the next ones.
NativeHeap.KeepFreedMemory();

var rule = new ClassificationOptions();

var images = new Option<string>("--images")
{
    Required = true,
    Description = "a folder group/class/image.png, such as Omniglot's images_background",
};
var model = new Option<string>("--model") { Required = true, Description = "the .vhe file" };
var minutes = Valued("--minutes", 60.0, "how long to train, earlier parts of a resumed run included");
var seed = Valued("--seed", 0L, "seeds the weights, the batches and the episodes");
var threads = Valued("--threads", Environment.ProcessorCount, "how many threads libtorch uses");
threads.Recursive = true;
var start = new Option<string?>("--start") { Description = "the .vhe file to start from [default: the package's model]" };
var source = new Option<string?>("--model") { Description = "the .vhe file [default: the package's model]" };
var output = new Option<string>("--out") { Required = true, Description = "the .vhe file to write" };

var unseen = Several<string>("--images", [], "folders group/class/image.png, such as Omniglot's images_evaluation");
unseen.Required = true;
var others = Several<string>("--others", [], "folders of other classes, all unknown");
var episodes = Valued("--episodes", 400, "episodes for each accuracy, 2 or more; 0 for no accuracies");
var rules = Several("--rule", [ClassificationRule.PointEstimate], "classification rules");
var classSamples = Valued("--class-samples", rule.ClassSamples, "samples of c by ImportanceSampled");
var transformSamples = Valued("--transform-samples", 10, "samples of t by ImportanceSampled");
var shortList = Valued("--short-list", rule.ShortList, "most classes that ImportanceSampled and Bidirectional compare; 0: all");
var margin = Valued("--margin", rule.ShortListMargin, "how far behind the best class, in nats, they may be");
var shots = Several("--shots", [5, 1], "examples of each class");
var draws = Several("--from", [ClassesFrom.AllAlphabets, ClassesFrom.OneAlphabet], "where the classes of an episode come from");
var precision = Valued("--precision", Precision.Float32, "the precision of the convolutions");
var pictures = new Option<string?>("--pictures") { Description = "a folder for pictures of failures and of generated glyphs" };
var joint = new Option<int>("--joint") { Description = "how many classes to estimate the joint likelihood of [default: none]" };
var rejections = Valued("--false-rejections", rule.FalseRejectionRate, "the fraction of known glyphs that may be called unknown");

var train = Command("train", "Trains the network of the paper; resumes a run of the same --model.", parse => Train(parse, null));
AddTo(train, images, model, minutes, seed);

var refine = Command("refine", "Trains a trained model further, to tell similar classes apart; resumes as train does.", parse =>
{
    using var trained = Load(parse.GetValue(start));
    Train(parse, trained);
});
AddTo(refine, start, images, model, minutes, seed);

var export = Command("export", "Writes a model with its weights in half precision.", parse =>
{
    using var loaded = Load(parse.GetValue(source));
    loaded.Save(parse.GetValue(output)!, WeightFormat.Float16);
});
AddTo(export, source, output);

var measure = Command("measure", "Measures accuracies on classes that the model was not trained on.", parse =>
{
    using var loaded = Load(parse.GetValue(source));
    loaded.Precision = parse.GetValue(precision);
    var classes = Read(parse.GetValue(unseen)!, loaded);
    var folder = parse.GetValue(pictures);
    if (parse.GetValue(episodes) > 0)
    {
        var options = Array.ConvertAll(parse.GetValue(rules)!, value => new ClassificationOptions
        {
            Rule = value,
            ClassSamples = parse.GetValue(classSamples),
            TransformSamples = parse.GetValue(transformSamples),
            ShortList = parse.GetValue(shortList),
            ShortListMargin = parse.GetValue(margin),
        });
        var accuracies = new Accuracies(loaded, classes, parse.GetValue(episodes), parse.GetValue(seed), folder);
        accuracies.Print(options, parse.GetValue(draws)!, parse.GetValue(shots)!);
    }

    if (folder is not null)
    {
        Directory.CreateDirectory(folder);
        var generated = GeneratedGlyphs.Generate(loaded, classes, parse.GetValue(seed));
        GridPicture.Save(Path.Combine(folder, "generated.png"), generated, classes.Shape);
    }

    Likelihoods.PrintElbo(loaded, classes, parse.GetValue(seed));
    if (parse.GetValue(joint) > 0)
        Likelihoods.PrintJoint(loaded, classes, parse.GetValue(joint), parse.GetValue(seed));
});
AddTo(
    measure, source, unseen, draws, episodes, shots, rules, classSamples, transformSamples, shortList, margin, precision,
    pictures, joint, seed);

var unknown = Command("unknown", "Measures how many unknown glyphs are detected, and how many known ones rejected.", parse =>
{
    using var loaded = Load(parse.GetValue(source));
    loaded.Precision = parse.GetValue(precision);
    var elsewhere = parse.GetValue(others) is { Length: > 0 } folders ? Read(folders, loaded) : null;
    var glyphs = new UnknownGlyphs(loaded, Read(parse.GetValue(unseen)!, loaded), elsewhere);
    var rate = parse.GetValue(rejections);
    var options = Array.ConvertAll(
        parse.GetValue(rules)!, value => new ClassificationOptions { Rule = value, FalseRejectionRate = rate });
    glyphs.Print(options, parse.GetValue(shots)!, parse.GetValue(episodes), parse.GetValue(seed));
});
AddTo(unknown, source, unseen, others, episodes, shots, rules, rejections, precision, seed);
unknown.Validators.Add(result =>
{
    if (result.GetValue(episodes) < 2)
        result.AddError("An interval needs at least two --episodes.");
});

var root = new RootCommand("Trains and measures the pretrained glyph model.") { train, refine, export, measure, unknown };
root.Options.Add(threads);
return ConsoleApp.Run(root, args);

static VheModel Load(string? path) => path is null ? VhePretrained.LoadGlyphs() : VheModel.Load(path);

// Classes of at least six images: five examples and one to classify.
static GroupedImages Read(string[] folders, VheModel model)
{
    var mlContext = new MLContext(seed: 1);
    var classes = GlyphFolders.List(mlContext, folders).GroupBy(image => image.Label, StringComparer.Ordinal);
    return GlyphFolders.Read(mlContext, classes.Where(item => item.Count() > 5).SelectMany(item => item), model.Options);
}

void Train(ParseResult parse, VheModel? trained)
    => Training.Run(parse.GetValue(images)!, parse.GetValue(model)!, parse.GetValue(minutes), parse.GetValue(seed), trained);

Command Command(string name, string description, Action<ParseResult> run)
{
    var command = new Command(name, description);
    command.SetAction(parse =>
    {
        torch.set_num_threads(parse.GetValue(threads));
        run(parse);
    });
    return command;
}

static void AddTo(Command command, params Option[] options) => Array.ForEach(options, command.Options.Add);

static Option<T> Valued<T>(string name, T value, string description)
    => new(name) { DefaultValueFactory = _ => value, Description = description };

static Option<T[]> Several<T>(string name, T[] values, string description)
    => new(name) { DefaultValueFactory = _ => values, AllowMultipleArgumentsPerToken = true, Description = description };
