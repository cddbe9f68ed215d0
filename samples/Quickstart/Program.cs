// Classifies images of new classes from five examples of each, and generates new images of one class. Nothing is trained.
// To start an application of your own, copy this file into a console project with the packages Vhe.MLNet, TorchSharp-cpu and
// Spectre.Console (which only prints the results).
using Microsoft.ML;
using Spectre.Console;
using Vhe.MLNet;
using Vhe.Networks.Inference;

const int ExamplesPerClass = 5;

// Images in folders class/image.png or group/class/image.png. The model was not trained on the sample glyphs.
var folder = args.FirstOrDefault() ?? "samples/data/glyphs";
if (!Directory.Exists(folder))
{
    Console.Error.WriteLine(
        $"There is no folder '{folder}'. In the repository's root: dotnet run -c Release --project samples/Quickstart [folder]");
    return 1;
}

// Five images of each class are its examples, a sixth is held out to be classified.
var mlContext = new MLContext(seed: 1);
var files = mlContext.Data.LoadFromImageFolder(folder, maximumImagesPerClass: ExamplesPerClass + 1);
var classes = mlContext.Data.CreateEnumerable<ImageFile>(files, reuseRowObject: false)
    .GroupBy(image => image.Label, StringComparer.Ordinal)
    .Where(images => images.Count() > ExamplesPerClass)
    .ToList();
var heldOut = classes.ConvertAll(images => images.Last());
var examples = mlContext.Data.LoadFromEnumerable(classes.SelectMany(images => images.Take(ExamplesPerClass)));

// Fitting encodes the examples of each class. The model file contains everything, the network included. A null
// IsKnownColumnName leaves out the calibration that tells images of none of the classes: it takes most of the time of a fit.
var pipeline = mlContext.Transforms.LoadGlyphs()
    .Append(mlContext.Transforms.FewShotClassifier(
        VhePretrained.Glyphs,
        new FewShotClassifierEstimator.Options { Rule = ClassificationRule.Reranked, IsKnownColumnName = null }))
    .Append(mlContext.Transforms.Conversion.MapKeyToValue("PredictedClass", "PredictedLabel"));
Directory.CreateDirectory("quickstart");
mlContext.Model.Save(pipeline.Fit(examples), examples.Schema, "quickstart/model.zip");
AnsiConsole.WriteLine($"{classes.Count} classes from {ExamplesPerClass} examples each: saved quickstart/model.zip");

// The application that classifies needs model.zip alone.
var classifier = mlContext.Model.Load("quickstart/model.zip", out _);
var rows = classifier.Transform(mlContext.Data.LoadFromEnumerable(heldOut));
var predictions = mlContext.Data.CreateEnumerable<Prediction>(rows, reuseRowObject: false).ToList();

var table = new Table().AddColumns("Held-out image", "Predicted class", "Probability");
foreach (var (image, prediction) in heldOut.Zip(predictions).Take(5))
{
    var path = Path.GetRelativePath(folder, image.ImagePath);
    table.AddRow(path.EscapeMarkup(), prediction.PredictedClass.EscapeMarkup(), $"{prediction.Score.Max():P1}");
}

AnsiConsole.Write(table);
var right = heldOut.Zip(predictions).Count(pair => pair.First.Label == pair.Second.PredictedClass);
AnsiConsole.WriteLine($"Accuracy on {heldOut.Count} held-out images: {(double)right / heldOut.Count:P1}");

// Eight new images of the first class.
var first = mlContext.Data.LoadFromEnumerable(classes[0].Take(ExamplesPerClass));
var generator = mlContext.Transforms.LoadGlyphs()
    .Append(mlContext.Transforms.GenerateFromExamples(VhePretrained.Glyphs, labelColumnName: "Label", count: 8))
    .Fit(first);
var images = generator.Transform(mlContext.Data.TakeRows(first, 1)).SaveImages("quickstart/generated");
AnsiConsole.WriteLine($"{images.Count} new images of class {classes[0].Key}: quickstart/generated");
return 0;

internal sealed class Prediction
{
    public string PredictedClass { get; set; } = "";

    public float[] Score { get; set; } = [];
}
