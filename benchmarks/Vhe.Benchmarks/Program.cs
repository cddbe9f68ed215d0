using System.CommandLine;
using System.Diagnostics;
using Samples;
using TorchSharp;
using Vhe.Benchmarks;
using Vhe.Networks;

var keepMemory = new Option<bool>("--keep-freed-memory")
{
    DefaultValueFactory = _ => true,
    Description = "whether the process keeps the memory that tensors free, as training does unless told otherwise",
};
var preset = new Option<string>("--preset") { DefaultValueFactory = _ => "paper", Description = "paper or tiny" };
var steps = new Option<int>("--steps") { DefaultValueFactory = _ => 60, Description = "how many training steps" };
var threads = new Option<int>("--threads")
{
    DefaultValueFactory = _ => Environment.ProcessorCount,
    Description = "how many threads libtorch uses; of service: how many callers ask, 64 if not given",
};
var precision = new Option<Precision>("--precision")
{
    DefaultValueFactory = _ => Precision.Float32,
    Description = "what convolutions compute in",
};

var targets = new Option<int>("--targets-per-class")
{
    DefaultValueFactory = _ => 4,
    Description = "how many targets share one support set; the batch stays as large",
};
var augment = new Option<bool>("--augment") { Description = "move and mirror images as they are drawn, as real runs do" };
var train = new Command("train", "Images a second of the trainer, with the batches of the recipe: 8 classes x 4 targets.")
{
    preset, steps, precision, targets, augment, keepMemory,
};
train.SetAction(parse => Ready(parse, () => TrainingSpeed.Run(
    new TrainingVariant(parse.GetValue(preset)!, parse.GetValue(precision), parse.GetValue(targets), parse.GetValue(augment)),
    parse.GetValue(steps),
    parse.GetValue(keepMemory))));

var sample = new Command("sample", "Time for a conditional sample, and for one by the naive loop.") { preset };
sample.SetAction(parse => Ready(parse, () => Micro<SampleBenchmarks>(parse)));

var memory = new Command("memory", "Live tensors and resident memory over many training steps.")
{
    preset, steps, precision, keepMemory,
};
memory.SetAction(parse => Ready(parse, () =>
    TrainingMemory.Run(
        parse.GetValue(preset)!, parse.GetValue(precision), parse.GetValue(steps), parse.GetValue(keepMemory))));

var load = new Command("load", "Time to load the pretrained model.");
load.SetAction(parse => Ready(parse, () =>
{
    var began = Stopwatch.GetTimestamp();
    new LoadBenchmarks().Load();
    Console.WriteLine($"the first time in a process: {Stopwatch.GetElapsedTime(began).TotalMilliseconds:F0} ms");
    MicroBenchmarks.Run<LoadBenchmarks>();
}));

var addClass = new Command("add-class", "Time to add a class to a classifier of 200.") { preset };
addClass.SetAction(parse => Ready(parse, () => Micro<AddClassBenchmarks>(parse)));

var rounds = new Option<int>("--rounds") { DefaultValueFactory = _ => 5, Description = "how often each variant is measured" };
var python = new Option<string>("--python") { DefaultValueFactory = _ => "python3", Description = "a Python that has PyTorch" };
var compare = new Command("compare", "Images a second of the trainer and of the same network in plain PyTorch, measured in turn.")
{
    rounds, steps, python,
};
compare.SetAction(parse => Ready(parse, () =>
    SpeedComparison.Run(parse.GetValue(python)!, parse.GetValue(rounds), parse.GetValue(steps), parse.GetValue(threads))));

var seconds = new Option<int>("--seconds") { DefaultValueFactory = _ => 60, Description = "for how long" };
var folder = new Option<string>("--folder")
{
    DefaultValueFactory = _ => Path.Combine("samples", "data", "glyphs", "Fallowen"),
    Description = "a folder class/image.png, of more than five images a class",
};
var classify = new Command("classify", "Time to classify one image by each rule, from five examples of each class.") { folder };
classify.SetAction(parse => Ready(parse, () =>
{
    ClassifyBenchmarks.Folder = parse.GetValue(folder)!;
    MicroBenchmarks.Run<ClassifyBenchmarks>();
}));

var service = new Command("service", "Threads on one few-shot service, whose model is replaced halfway: answers, errors, memory.")
{
    seconds, folder,
};
service.SetAction(parse => Ready(parse, () => ServiceLoad.Run(
    parse.GetValue(folder)!,
    parse.GetResult(threads) is { Implicit: false } ? parse.GetValue(threads) : 64,
    parse.GetValue(seconds))));
folder.Validators.Add(result =>
{
    if (!Directory.Exists(result.GetValueOrDefault<string>()))
        result.AddError($"There is no folder '{result.GetValueOrDefault<string>()}'; name one by {folder.Name}.");
});
foreach (var count in new[] { steps, threads, rounds, seconds })
{
    count.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<int>() < 1)
            result.AddError($"{count.Name} must be positive.");
    });
}

preset.AcceptOnlyFromAmong("paper", "tiny");

var root = new RootCommand("Measurements that a reader can repeat.")
{
    train, sample, memory, load, addClass, classify, compare, service,
};
threads.Recursive = true;
root.Options.Add(threads);
return ConsoleApp.Run(root, args);

void Ready(ParseResult parse, Action run)
{
    torch.set_num_threads(parse.GetValue(threads));
    run();
}

void Micro<T>(ParseResult parse)
{
    Subject.Sizes = Subject.SizesOf(parse.GetValue(preset)!);
    MicroBenchmarks.Run<T>();
}
