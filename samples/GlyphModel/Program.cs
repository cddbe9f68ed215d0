using System.CommandLine;
using System.Globalization;
using GlyphModel;
using Microsoft.ML;
using Quickstart;
using TorchSharp;
using Vhe.MLNet;
using Vhe.Networks;
using Vhe.Networks.Data;
using Vhe.Networks.Inference;
using Vhe.Networks.Models;
using Vhe.Networks.Storage;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

// Before the first tensor: what tensors free is kept for the next ones.
NativeHeap.KeepFreedMemory();

var images = new Option<string>("--images")
{
    Required = true,
    Description = "a folder group/class/image.png, such as Omniglot's images_background",
};
var model = new Option<string>("--model") { Required = true, Description = "the .vhe file" };
var minutes = new Option<double>("--minutes")
{
    DefaultValueFactory = _ => 60,
    Description = "how long to train, earlier parts of a resumed run included",
};
var seed = new Option<long>("--seed")
{
    DefaultValueFactory = _ => 0,
    Description = "seeds the weights, the batches and the episodes",
};
var threads = new Option<int>("--threads")
{
    DefaultValueFactory = _ => Environment.ProcessorCount, Recursive = true,
    Description = "how many threads libtorch uses",
};

var train = new Command("train", "Trains the network of the paper, and goes on where an earlier run of the same --model was stopped.")
{
    images, model, minutes, seed,
};
train.SetAction(parse => Guarded(parse, () => Training.Run(
    parse.GetValue(images)!, parse.GetValue(model)!, TimeSpan.FromMinutes(parse.GetValue(minutes)), parse.GetValue(seed))));

var start = new Option<string?>("--start") { Description = "the .vhe file to begin with; without it, the model that comes with the package" };
var refine = new Command("refine", "Trains a trained model further, to tell like classes apart; resumes as train does.")
{
    start, images, model, minutes, seed,
};
refine.SetAction(parse => Guarded(parse, () =>
{
    using var trained = Load(parse.GetValue(start));
    Training.Run(
        parse.GetValue(images)!,
        parse.GetValue(model)!,
        TimeSpan.FromMinutes(parse.GetValue(minutes)),
        parse.GetValue(seed),
        trained);
}));

var source = new Option<string?>("--model") { Description = "the .vhe file; without it, the model that comes with the package" };
var output = new Option<string>("--out") { Required = true, Description = "the .vhe file to write" };
var export = new Command("export", "Writes a model with its weights in half precision.") { source, output };
export.SetAction(parse => Guarded(parse, () =>
{
    using var loaded = Load(parse.GetValue(source));
    loaded.Save(parse.GetValue(output)!, WeightFormat.Float16);
}));

var unseen = new Option<string[]>("--images")
{
    Required = true,
    AllowMultipleArgumentsPerToken = true,
    Description = "folders group/class/image.png, such as Omniglot's images_evaluation",
};
var episodes = new Option<int>("--episodes")
{
    DefaultValueFactory = _ => 400,
    Description = "episodes for each accuracy, 2 or more; 0 for no accuracies",
};
var rules = new Option<ClassificationRule[]>("--rule")
{
    DefaultValueFactory = _ => [ClassificationRule.PointEstimate],
    AllowMultipleArgumentsPerToken = true,
    Description = "how likelihoods are estimated",
};
var classSamples = new Option<int>("--class-samples")
{
    DefaultValueFactory = _ => new ClassificationOptions().ClassSamples,
    Description = "samples of c under the paper's rule",
};
var transformSamples = new Option<int>("--transform-samples")
{
    DefaultValueFactory = _ => 10,
    Description = "samples of t under the paper's rule",
};
var shortList = new Option<int>("--short-list")
{
    DefaultValueFactory = _ => new ClassificationOptions().ShortList,
    Description = "classes that the paper's and the mutual rule compare at most; 0 for all",
};
var margin = new Option<double?>("--margin")
{
    DefaultValueFactory = _ => new ClassificationOptions().ShortListMargin,
    Description = "how far behind the best, in nats, they may be",
};
var shots = new Option<int[]>("--shots")
{
    DefaultValueFactory = _ => [5, 1],
    AllowMultipleArgumentsPerToken = true,
    Description = "examples of each class",
};
var draws = new Option<ClassesFrom[]>("--from")
{
    DefaultValueFactory = _ => [ClassesFrom.AllAlphabets, ClassesFrom.OneAlphabet],
    AllowMultipleArgumentsPerToken = true,
    Description = "where the classes of an episode come from",
};
var precision = new Option<Precision>("--precision")
{
    DefaultValueFactory = _ => Precision.Float32,
    Description = "what the convolutions compute in",
};
var pictures = new Option<string?>("--pictures") { Description = "a folder for pictures of failures and of generated glyphs" };
var joint = new Option<int>("--joint") { Description = "how many classes to estimate the joint likelihood of; none by default" };
var measure = new Command("measure", "Measures accuracies on classes that the model has not seen.")
{
    source, unseen, draws, episodes, shots, rules, classSamples, transformSamples, shortList, margin, precision, pictures, joint, seed,
};
measure.SetAction(parse => Guarded(parse, () =>
{
    using var loaded = Load(parse.GetValue(source));
    loaded.Precision = parse.GetValue(precision);
    var classes = Read(parse.GetValue(unseen)!, loaded);
    var options = Array.ConvertAll(parse.GetValue(rules)!, rule => new ClassificationOptions
    {
        Rule = rule,
        ClassSamples = parse.GetValue(classSamples),
        TransformSamples = parse.GetValue(transformSamples),
        ShortList = parse.GetValue(shortList),
        ShortListMargin = parse.GetValue(margin),
    });
    if (parse.GetValue(episodes) > 0)
    {
        Accuracies.Print(
            loaded,
            classes,
            options,
            parse.GetValue(draws)!,
            parse.GetValue(shots)!,
            parse.GetValue(episodes),
            parse.GetValue(seed),
            parse.GetValue(pictures));
    }

    if (parse.GetValue(pictures) is { } folder)
    {
        Directory.CreateDirectory(folder);
        GridPicture.Save(
            Path.Combine(folder, "generated.png"), GeneratedGlyphs.Generate(loaded, classes, parse.GetValue(seed)), classes.Shape);
    }

    ElboTermsOfModel.Print(loaded, classes, parse.GetValue(seed));
    if (parse.GetValue(joint) > 0)
    {
        JointLikelihoods.Print(loaded, classes, parse.GetValue(joint), parse.GetValue(seed));
    }
}));

var others = new Option<string[]>("--others")
{
    AllowMultipleArgumentsPerToken = true,
    Description = "folders of other classes, all unknown",
};
var rejections = new Option<double>("--false-rejections")
{
    DefaultValueFactory = _ => new ClassificationOptions().FalseRejectionRate,
    Description = "the share of known glyphs that may be called unknown",
};
var unknown = new Command("unknown", "Measures how many unknown glyphs are found out, and how many known ones rejected.")
{
    source, unseen, others, episodes, shots, rules, rejections, precision, seed,
};
unknown.SetAction(parse => Guarded(parse, () =>
{
    if (parse.GetValue(episodes) < 2)
    {
        throw new ArgumentException("An interval needs two episodes.");
    }

    using var loaded = Load(parse.GetValue(source));
    loaded.Precision = parse.GetValue(precision);
    UnknownGlyphs.Print(
        loaded,
        Read(parse.GetValue(unseen)!, loaded),
        parse.GetValue(others) is { Length: > 0 } folders ? Read(folders, loaded) : null,
        Array.ConvertAll(
            parse.GetValue(rules)!,
            rule => new ClassificationOptions { Rule = rule, FalseRejectionRate = parse.GetValue(rejections) }),
        parse.GetValue(shots)!,
        parse.GetValue(episodes),
        parse.GetValue(seed));
}));

var root = new RootCommand("Makes and measures the pretrained glyph model.") { train, refine, export, measure, unknown };
root.Options.Add(threads);
return root.Parse(args).Invoke();

GroupedImages Read(string[] folders, VheModel model) => NewClasses.Read(new MLContext(seed: 1), folders, model.Options).Images;

VheModel Load(string? path) => path is null ? VhePretrained.LoadGlyphs() : VheModel.Load(path);

int Guarded(ParseResult parse, Action run)
{
    torch.set_num_threads(parse.GetValue(threads));
    try
    {
        run();
        return 0;
    }
    catch (Exception exception) when (exception is ArgumentException or IOException or InvalidDataException or VheException)
    {
        Console.Error.WriteLine($"error: {exception.Message}");
        return 1;
    }
}
