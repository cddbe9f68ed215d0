using System.CommandLine;
using Report;
using Samples;
using TorchSharp;
using Vhe.Networks.Native;

// Before the first tensor: freed memory is kept for the next ones.
NativeHeap.KeepFreedMemory();

// TorchSharp starts with half of the processors.
torch.set_num_threads(Environment.ProcessorCount);

var root = new RootCommand("Measures classification of new classes from five examples of each and from one; writes a report.");
ReportOptions.AddTo(root);
root.SetAction(parsed => ReportRun.Run(ReportOptions.From(parsed)) ? 0 : 1);

var model = new Argument<string>("model");
var images = new Argument<string[]>("images");
var reload = new Command(SavedClassifier.ReloadCommand, "Loads a saved classifier and prints its predictions.") { model, images };
reload.Hidden = true;
reload.SetAction(parsed => SavedClassifier.Print(parsed.GetRequiredValue(model), parsed.GetRequiredValue(images)));
root.Subcommands.Add(reload);

return ConsoleApp.Run(root, args);
