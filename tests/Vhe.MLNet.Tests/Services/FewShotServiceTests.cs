using Microsoft.Extensions.DependencyInjection;
using Microsoft.ML;
using Microsoft.ML.Data;
using ReloadHost;
using Vhe.MLNet.Tests.TestData;
using Vhe.Networks;
using Vhe.Networks.Inference;

namespace Vhe.MLNet.Tests.Services;

/// <summary>What the service answers, to one caller.</summary>
internal sealed class FewShotServiceTests
{
    private ServiceFolder _folder = null!;
    private ServiceProvider _provider = null!;
    private IFewShotService _service = null!;

    [OneTimeSetUp]
    public void Start()
    {
        _folder = new ServiceFolder();

        // Ink is left as it is, so that vectors and their pictures are the same images.
        _provider = _folder.Start(options => (options.InkContrast, options.FalseRejectionRate) = (0, 0.4));
        _service = _provider.GetRequiredService<IFewShotService>();
    }

    [OneTimeTearDown]
    public void Stop()
    {
        _provider.Dispose();
        _folder.Dispose();
    }

    [Test]
    public void Images_of_the_classes_are_classified()
    {
        var answer = _service.Classify(Path.Combine(_folder.Support, "box", "01.png"));

        Assert.That((answer.ClassName, answer.IsKnown), Is.EqualTo(("box", true)));
        Assert.That(answer.Scores.Select(score => score.ClassName), Is.EqualTo(new[] { "bar", "box", "cross" }));
        Assert.That(answer.Scores.Sum(score => score.Probability), Is.EqualTo(1).Within(1e-5));
        Assert.That(answer.Probability, Is.EqualTo(answer.Scores.Max(score => score.Probability)));
        Assert.That(answer.LogLikelihood, Is.Negative);
    }

    [Test]
    public void Noise_is_of_no_class()
    {
        var random = new Random(4);
        var noise = Array.ConvertAll(new float[Drawings.Side * Drawings.Side], _ => (float)random.Next(2));

        var answer = _service.Classify(noise);

        Assert.That((answer.ClassName, answer.IsKnown), Is.EqualTo(((string?)null, false)));
        Assert.That(answer.Scores.Sum(score => score.Probability), Is.EqualTo(1).Within(1e-5));
    }

    [Test]
    public void An_image_may_come_in_any_form()
    {
        var path = Path.Combine(_folder.Support, "cross", "00.png");
        var bytes = File.ReadAllBytes(path);
        using var stream = new MemoryStream(bytes);
        using var image = MLImage.CreateFromFile(path);
        var ink = Array.ConvertAll(Drawings.Draw(3, 0), value => MathF.Round(255 * value) / 255);

        string[] answers =
        [
            ServiceFolder.Text(_service.Classify(path)),
            ServiceFolder.Text(_service.Classify(bytes)),
            ServiceFolder.Text(_service.Classify(image)),
            ServiceFolder.Text(_service.Classify(GlyphInput.FromStream(stream))),
        ];

        Assert.That(answers, Is.All.EqualTo(answers[0]));
        Assert.That(stream.CanRead, "left open");
        Assert.That(_service.Classify(ink).LogLikelihood, Is.EqualTo(_service.Classify(path).LogLikelihood).Within(1e-3));
    }

    [Test]
    public void What_is_no_image_is_named()
    {
        var nan = new float[Drawings.Side * Drawings.Side];
        nan[5] = float.NaN;
        Assert.Multiple(() =>
        {
            Assert.That(() => _service.Classify("nowhere.png"), Refusal.OfData("nowhere.png"));
            Assert.That(() => _service.Classify(""), Refusal.OfData("Image ''"));
            Assert.That(() => _service.Classify("not an image"u8.ToArray()), Refusal.OfData("encoded image"));
            Assert.That(() => _service.Classify(new float[3]), Refusal.OfArgument("3 values", "144"));
            Assert.That(() => _service.Classify(nan), Refusal.OfArgument("NaN"));
            Assert.That(() => _service.Classify(default), Refusal.OfArgument("no image"));
            Assert.That(() => (GlyphInput)(string)null!, Throws.TypeOf<ArgumentNullException>());
            Assert.That(() => _service.AddClass("new", [Drawings.Draw(1, 0), "nowhere.png"]), Refusal.OfData("nowhere.png"));
            Assert.That(() => _service.AddClass("new", []), Refusal.OfArgument("'new'"));
            Assert.That(() => _service.AddClass("BOX", [Drawings.Draw(1, 0)]), Refusal.OfArgument("'BOX'"));
            Assert.That(() => _service.RemoveClass("nothing"), Refusal.OfArgument("'nothing'"));
            Assert.That(() => _service.Score(Drawings.Draw(0, 0), "nothing"), Refusal.OfArgument("'nothing'"));
            Assert.That(() => _service.Generate("nothing", 1), Refusal.OfArgument("'nothing'"));
            Assert.That(() => _service.Generate("box", -1), Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => _service.Generate("box", 1, temperature: double.NaN), Throws.TypeOf<ArgumentOutOfRangeException>());
        });
        Assert.That(_service.ClassNames, Is.EqualTo(new[] { "bar", "box", "cross" }));
    }

    [Test]
    public void Scores_are_likelihoods()
    {
        var image = ServiceFolder.Others[8];
        var examples = Enumerable.Range(0, 3)
            .Select(variant => Array.ConvertAll(Drawings.Draw(4, variant), value => 1 - (MathF.Round(255 * (1 - value)) / 255)))
            .ToArray();
        var estimator = new LikelihoodEstimator(TinyModel.Model);

        var expected = estimator.LogConditional(Binarization.Of(image), examples);
        Assert.That(_service.Score(image, "box"), Is.EqualTo(expected).Within(0.05));
        Assert.That(_service.Score(image), Is.EqualTo(estimator.LogJoint([Binarization.Of(image)], [image])).Within(1e-3));
    }

    [Test]
    public async Task Images_are_drawn_some_at_a_time()
    {
        var first = await _service.Generate("box", 20, seed: 3).ToListAsync();
        var again = await _service.Generate("box", 20, seed: 3).ToListAsync();
        var others = await _service.Generate("box", 20, seed: 4).ToListAsync();

        Assert.That(first, Has.Count.EqualTo(20));
        Assert.That(first, Is.EqualTo(again));
        Assert.That(first, Is.Not.EqualTo(others));
        Assert.That(first.SelectMany(image => image), Is.All.EqualTo(0f).Or.EqualTo(1f));
        Assert.That(await _service.Generate("box", 0).ToListAsync(), Is.Empty);
    }

    [Test]
    public async Task Work_can_be_canceled()
    {
        using var source = new CancellationTokenSource();
        var drawn = 0;
        Assert.That(
            async () =>
            {
                await foreach (var image in _service.Generate("box", 1000).WithCancellation(source.Token))
                {
                    drawn += image.Length > 0 ? 1 : 0;
                    await source.CancelAsync();
                }
            },
            Throws.InstanceOf<OperationCanceledException>());
        Assert.That(drawn, Is.EqualTo(1));
        Assert.That(
            async () => await _service.ClassifyAsync(ServiceFolder.Others[0], source.Token),
            Throws.InstanceOf<OperationCanceledException>());

        var answer = await _service.ClassifyAsync(ServiceFolder.Others[0]);
        Assert.That(ServiceFolder.Text(answer), Is.EqualTo(ServiceFolder.Text(_service.Classify(ServiceFolder.Others[0]))));
    }

    [Test]
    public void A_saved_model_is_an_ordinary_one_and_answers_alike()
    {
        var zip = _folder["saved.zip"];
        _service.Save(zip);
        var files = Directory.GetFiles(_folder.Support, "*.png", SearchOption.AllDirectories);
        var mlContext = new MLContext(seed: 1);

        var model = mlContext.Model.Load(zip, out var schema);
        var view = model.Transform(mlContext.Data.LoadFromEnumerable(files.Select(file => new PathOnly { ImagePath = file })));

        Assert.That(schema.Select(column => column.Name), Is.EqualTo(new[] { "ImagePath" }));
        var expected = Array.ConvertAll(files, file => _service.Classify(file));
        var names = FewShotClassifierTransformer.From(model).ClassNames;
        Assert.That(
            view.GetColumn<uint>("PredictedLabel").Select(key => key == 0 ? null : names[(int)key - 1]),
            Is.EqualTo(expected.Select(answer => answer.ClassName)));
        Assert.That(view.GetColumn<bool>("IsKnown"), Is.EqualTo(expected.Select(answer => answer.IsKnown)));
        Assert.That(
            view.GetColumn<float>("LogLikelihood"), Is.EqualTo(expected.Select(answer => answer.LogLikelihood)).Within(1e-3));
        Assert.That(
            view.GetColumn<float[]>("Score").SelectMany(row => row),
            Is.EqualTo(expected.SelectMany(answer => answer.Scores).Select(score => score.Probability)).Within(1e-4));
    }

    [Test]
    public void A_model_without_answers_is_refused()
    {
        using var folder = new ServiceFolder();
        using var model = TinyModel.Broken();
        folder.Replace(model);
        using var provider = folder.Start();

        Assert.That(
            provider.GetRequiredService<IFewShotService>,
            Throws.TypeOf<VheException>().With.Message.Contains("finite likelihood"));
    }
}
