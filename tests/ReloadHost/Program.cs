using Microsoft.ML;
using ReloadHost;

// ReloadHost <model.zip> <folder> [bytes]: nothing of Vhe.MLNet is named or registered here.
var mlContext = new MLContext(seed: 1);
var model = mlContext.Model.Load(args[0], out _);
var files = Directory.GetFiles(args[1], "*.png");
Array.Sort(files, StringComparer.Ordinal);
var view = args is [_, _, "bytes"]
    ? mlContext.Data.LoadFromEnumerable(Array.ConvertAll(files, file => new BytesOnly { Picture = File.ReadAllBytes(file) }))
    : mlContext.Data.LoadFromEnumerable(Array.ConvertAll(files, file => new PathOnly { ImagePath = file }));
Console.Out.WriteLine(ViewDump.ToJson(model.Transform(view)));
