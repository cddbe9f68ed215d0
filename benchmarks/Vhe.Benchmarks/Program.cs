using System.CommandLine;
using TorchSharp;
using Vhe.Benchmarks;
using Vhe.Networks;

var preset = new Option<string>("--preset") { DefaultValueFactory = _ => "paper", Description = "paper or tiny" };
var steps = new Option<int>("--steps") { DefaultValueFactory = _ => 60, Description = "how many training steps" };
var threads = new Option<int>("--threads")
{
    DefaultValueFactory = _ => Environment.ProcessorCount,
    Description = "how many threads libtorch uses",
};
var precision = new Option<Precision>("--precision")
{
    DefaultValueFactory = _ => Precision.Float32,
    Description = "what convolutions compute in",
};

var train = new Command("train", "Images a second of the trainer, with the batches of recipe and prototype: 8 classes x 4 targets.")
{
    preset, steps, precision,
};
train.SetAction(parse => Ready(parse, () =>
    TrainingSpeed.Run(parse.GetValue(preset)!, parse.GetValue(precision), parse.GetValue(steps))));

var sample = new Command("sample", "Seconds for fifty conditional samples, and for one by the naive loop.") { preset };
sample.SetAction(parse => Ready(parse, () => SamplingSpeed.Run(parse.GetValue(preset)!)));

var memory = new Command("memory", "Live tensors and resident memory over many training steps.") { preset, steps, precision };
memory.SetAction(parse => Ready(parse, () =>
    TrainingMemory.Run(parse.GetValue(preset)!, parse.GetValue(precision), parse.GetValue(steps))));

var root = new RootCommand("Measurements of Vhe.Networks that a reader can repeat.") { train, sample, memory };
threads.Recursive = true;
root.Options.Add(threads);
return root.Parse(args).Invoke();

void Ready(ParseResult parse, Action run)
{
    torch.set_num_threads(parse.GetValue(threads));
    run();
}
