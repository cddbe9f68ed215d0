using System.CommandLine;
using System.Globalization;
using GlyphModel;
using TorchSharp;
using Vhe.Networks;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

var images = new Option<string>("--images") { Required = true, Description = "a folder group/class/image.png, such as Omniglot's images_background" };
var model = new Option<string>("--model") { Required = true, Description = "the .vhe file" };
var minutes = new Option<double>("--minutes") { DefaultValueFactory = _ => 60, Description = "how long to train, earlier parts of a resumed run included" };
var seed = new Option<long>("--seed") { DefaultValueFactory = _ => 0, Description = "seeds the weights, the batches and the episodes" };
var threads = new Option<int>("--threads") { DefaultValueFactory = _ => Environment.ProcessorCount, Recursive = true, Description = "how many threads libtorch uses" };

var train = new Command("train", "Trains the network of the paper, and goes on where an earlier run of the same --model was stopped.")
{
    images, model, minutes, seed,
};
train.SetAction(parse => Guarded(parse, () => Training.Run(
    parse.GetValue(images)!, parse.GetValue(model)!, TimeSpan.FromMinutes(parse.GetValue(minutes)), parse.GetValue(seed))));

var root = new RootCommand("Makes and measures the pretrained glyph model.") { train };
root.Options.Add(threads);
return root.Parse(args).Invoke();

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
