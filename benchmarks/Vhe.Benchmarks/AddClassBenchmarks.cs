using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.ML;
using Microsoft.ML.Data;
using Vhe.MLNet;
using Vhe.Networks.Data;
using Vhe.Networks.Inference;
using Vhe.Networks.Models;

namespace Vhe.Benchmarks;

/// <summary>Adds a class of five examples to a classifier of 200, to the ML.NET transformer and to the service.</summary>
public class AddClassBenchmarks
{
    private const int Classes = 200;
    private const int Examples = 5;
    private const string NewClass = "new";

    private VheModel _model = null!;
    private GroupedImages _support = null!;
    private float[][] _examples = [];
    private FewShotClassifier _classifier = null!;
    private MLContext _mlContext = null!;
    private SchemaDefinition _columns = null!;
    private FewShotClassifierTransformer _transformer = null!;
    private IDataView _query = null!;
    private string _folder = "";
    private ServiceProvider _provider = null!;
    private IFewShotService _service = null!;

    /// <summary>Rules for classes that come and go.</summary>
    [Params(ClassificationRule.EmbeddingDistance, ClassificationRule.Reranked)]
    public ClassificationRule Rule { get; set; }

    /// <summary>Fits a classifier, without the calibration for unknown images.</summary>
    [GlobalSetup(Target = nameof(Classifier))]
    public void Fit()
    {
        _model = VheModel.Create(Subject.Sizes);
        var all = Subject.Images(Subject.Sizes).Classes.SelectMany(item => item.Images);
        var images = all.Chunk(Examples).Take(Classes + 1).ToArray();
        _support = new GroupedImages(
            _model.ImageShape, images.Take(Classes).Select((examples, k) => new ImageClass($"class {k}", examples)));
        _examples = images[^1];
        _classifier = new FewShotClassifier(_model, _support, new ClassificationOptions { Rule = Rule });
    }

    /// <summary>Fits a calibrated classifier.</summary>
    [GlobalSetup(Target = nameof(CalibratedClassifier))]
    public void Calibrate()
    {
        Fit();
        _ = _classifier.Unknown.Threshold;
    }

    /// <summary>Fits the transformer, calibrated.</summary>
    [GlobalSetup(Targets = [nameof(Transformer), nameof(TransformerAndFirstRow)])]
    public void FitTransformer()
    {
        Fit();
        _mlContext = new MLContext(seed: 1);
        _columns = SchemaDefinition.Create(typeof(Row));
        _columns[nameof(Row.Image)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, _model.ImageShape.Length);
        var rows = _support.Classes.SelectMany(item => item.Images.Select(image => new Row { Label = item.Name, Image = image }));
        _transformer = _mlContext.Transforms
            .FewShotClassifier(_model, new FewShotClassifierEstimator.Options { Rule = Rule })
            .Fit(Rows(rows));
        _query = Rows([new Row { Image = _examples[0] }]);
    }

    /// <summary>Starts the service, calibrated, with a store folder.</summary>
    [GlobalSetup(Target = nameof(Service))]
    public void StartService()
    {
        Fit();
        _folder = Directory.CreateTempSubdirectory("vhe-add-class-").FullName;
        var (model, support) = (Path.Combine(_folder, "model.vhe"), Path.Combine(_folder, "support"));
        _model.Save(model);
        foreach (var item in _support.Classes)
        {
            var below = Directory.CreateDirectory(Path.Combine(support, item.Name)).FullName;
            foreach (var (index, ink) in item.Images.Index())
            {
                byte[] pixels = [.. ink.SelectMany(value => Gray((byte)(255 * (1 - value))))];
                using var image = MLImage.CreateFromPixels(
                    _support.Shape.Width, _support.Shape.Height, MLPixelFormat.Bgra32, pixels);
                image.Save(Path.Combine(below, $"{index}.png"));
            }
        }

        _provider = new ServiceCollection().AddVheFewShot(options =>
        {
            (options.ModelPath, options.SupportFolder) = (model, support);
            (options.StoreFolder, options.Rule) = (Path.Combine(_folder, "store"), Rule);
        }).BuildServiceProvider();
        _service = _provider.GetRequiredService<IFewShotService>();
        _service.AddClassAsync(NewClass, Inputs()).GetAwaiter().GetResult();
    }

    /// <summary>FewShotClassifier.WithClass.</summary>
    [Benchmark]
    public void Classifier() => _classifier.WithClass(NewClass, _examples).Dispose();

    /// <summary>The same where images of none of the classes are detected.</summary>
    [Benchmark]
    public double CalibratedClassifier()
    {
        using var more = _classifier.WithClass(NewClass, _examples);
        return more.Unknown.Threshold;
    }

    /// <summary>FewShotClassifierTransformer.WithClass.</summary>
    [Benchmark]
    public void Transformer() => _transformer.WithClass(NewClass, _examples).Classifier.Dispose();

    /// <summary>The same and a row through the new transformer, which makes ML.NET's chain.</summary>
    [Benchmark]
    public bool TransformerAndFirstRow()
    {
        var more = _transformer.WithClass(NewClass, _examples);
        var known = more.Transform(_query).GetColumn<bool>("IsKnown").Single();
        more.Classifier.Dispose();
        return known;
    }

    /// <summary>Takes the class out of the service again; not measured.</summary>
    [IterationSetup(Target = nameof(Service))]
    public void RemoveClass() => _service.RemoveClassAsync(NewClass).GetAwaiter().GetResult();

    /// <summary>IFewShotService.AddClassAsync.</summary>
    [Benchmark]
    public Task Service() => _service.AddClassAsync(NewClass, Inputs());

    /// <summary>Frees everything.</summary>
    [GlobalCleanup]
    public void Dispose()
    {
        _provider?.Dispose();
        _transformer?.Classifier.Dispose();
        _classifier.Dispose();
        _model.Dispose();
        if (_folder.Length > 0)
            Directory.Delete(_folder, recursive: true);
    }

    private GlyphInput[] Inputs() => [.. _examples.Select(GlyphInput.FromVector)];

    private IDataView Rows(IEnumerable<Row> rows) => _mlContext.Data.LoadFromEnumerable(rows.ToList(), _columns);

    private static byte[] Gray(byte value) => [value, value, value, 255];

    private sealed class Row
    {
        public string Label { get; set; } = "";

        public float[] Image { get; set; } = [];
    }
}
