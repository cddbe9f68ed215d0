using System.CommandLine;
using System.Globalization;
using TorchSharp;
using Vhe.Benchmarks;
using Vhe.Networks;

// What one process prints, another reads.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

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
    Description = "how many threads libtorch uses; of service: how many threads ask, 64 if not given",
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

var sample = new Command("sample", "Seconds for fifty conditional samples, and for one by the naive loop.") { preset };
sample.SetAction(parse => Ready(parse, () => SamplingSpeed.Run(parse.GetValue(preset)!)));

var memory = new Command("memory", "Live tensors and resident memory over many training steps.") { preset, steps, precision, keepMemory };
memory.SetAction(parse => Ready(parse, () =>
    TrainingMemory.Run(
        parse.GetValue(preset)!, parse.GetValue(precision), parse.GetValue(steps), parse.GetValue(keepMemory))));

var load = new Command("load", "Milliseconds to load the pretrained model.");
load.SetAction(parse => Ready(parse, LoadSpeed.Run));

var addClass = new Command("add-class", "Milliseconds to add a class to a classifier of 200.") { preset };
addClass.SetAction(parse => Ready(parse, () => AddClassSpeed.Run(parse.GetValue(preset)!)));

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
    Description = "class/image.png, of more than three images a class",
};
var service = new Command("service", "Threads on one few-shot service, whose model is replaced halfway: answers, errors, memory.")
{
    seconds, folder,
};
service.SetAction(parse => Ready(parse, () => ServiceLoad.Run(
    parse.GetValue(folder)!,
    parse.GetResult(threads) is { Implicit: false } ? parse.GetValue(threads) : 64,
    parse.GetValue(seconds))));
foreach (var count in new[] { steps, threads, rounds, seconds })
{
    count.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<int>() < 1)
        {
            result.AddError($"{count.Name} must be positive.");
        }
    });
}

var root = new RootCommand("Measurements that a reader can repeat.") { train, sample, memory, load, addClass, compare, service };
threads.Recursive = true;
root.Options.Add(threads);
return root.Parse(args).Invoke();

int Ready(ParseResult parse, Action run)
{
    try
    {
        torch.set_num_threads(parse.GetValue(threads));
        run();
        return 0;
    }
    catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or VheException)
    {
        Console.Error.WriteLine($"error: {exception.Message}");
        return 1;
    }
}
