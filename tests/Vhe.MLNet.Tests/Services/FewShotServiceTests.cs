using Microsoft.Extensions.DependencyInjection;
using ReloadHost;
using Vhe.Networks;

namespace Vhe.MLNet.Tests.Services;

internal sealed class FewShotServiceTests
{
    private static readonly string[] Classes = ["bar", "box", "cross"];

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
    public async Task Images_of_the_classes_are_told_from_noise()
    {
        var answer = await _service.ClassifyAsync(GlyphInput.FromFile(Path.Combine(_folder.Support, "box", "01.png")));

        Assert.That((answer.ClassName, answer.IsKnown), Is.EqualTo(("box", true)));
        Assert.That(answer.Scores.Keys, Is.EqualTo(Classes));
        Assert.That(answer.Scores.Values.Sum(), Is.EqualTo(1).Within(1e-5));
        Assert.That(answer.Probability, Is.EqualTo(answer.Scores["box"]).And.EqualTo(answer.Scores.Values.Max()));
        Assert.That(answer.LogLikelihood, Is.Negative);

        var noise = await _service.ClassifyAsync(GlyphInput.FromVector(ServiceFolder.Noise));
        Assert.That((noise.ClassName, noise.IsKnown), Is.EqualTo(((string?)null, false)));
        Assert.That(noise.Scores.Values.Sum(), Is.EqualTo(1).Within(1e-5));
    }

    [Test]
    public async Task An_image_may_come_in_any_form()
    {
        var path = Path.Combine(_folder.Support, "cross", "00.png");
        var bytes = File.ReadAllBytes(path);
        using var stream = new MemoryStream(bytes);
        using var image = MLImage.CreateFromFile(path);
        GlyphInput[] forms =
        [
            GlyphInput.FromFile(path), GlyphInput.FromBytes(bytes), GlyphInput.FromImage(image), GlyphInput.FromStream(stream),
        ];
        var ink = Array.ConvertAll(Drawings.Draw(3, 0), value => MathF.Round(255 * value) / 255);

        var answers = await Task.WhenAll(forms.Select(form => _service.ClassifyAsync(form)));
        var ofInk = await _service.ClassifyAsync(GlyphInput.FromVector(ink));

        Assert.That(answers.Select(ServiceFolder.Text), Is.All.EqualTo(ServiceFolder.Text(answers[0])));
        Assert.That(stream.CanRead, "left open");
        Assert.That(ofInk.LogLikelihood, Is.EqualTo(answers[0].LogLikelihood).Within(1e-3));
    }

    [Test]
    public void Errors_name_what_is_wrong()
    {
        var nan = new float[Drawings.Side * Drawings.Side];
        nan[5] = float.NaN;
        var (fine, nowhere) = (ServiceFolder.Draw(1, 0), GlyphInput.FromFile("nowhere.png"));
        Assert.Multiple(() =>
        {
            Assert.That(() => _service.ClassifyAsync(nowhere), Refusal.OfData("nowhere.png"));
            Assert.That(() => _service.ClassifyAsync(GlyphInput.FromFile("")), Refusal.OfData("Image ''"));
            Assert.That(
                () => _service.ClassifyAsync(GlyphInput.FromBytes("not an image"u8.ToArray())), Refusal.OfData("encoded image"));
            Assert.That(
                () => _service.ClassifyAsync(GlyphInput.FromVector(new float[3])), Refusal.OfArgument("3 values", "144"));
            Assert.That(() => _service.ClassifyAsync(GlyphInput.FromVector(nan)), Refusal.OfArgument("NaN"));
            Assert.That(() => _service.ClassifyAsync(default), Refusal.OfArgument("no image"));
            Assert.That(() => GlyphInput.FromFile(null!), Throws.TypeOf<ArgumentNullException>());
            Assert.That(() => _service.AddClassAsync("new", [fine, nowhere]), Refusal.OfData("nowhere.png"));
            Assert.That(() => _service.AddClassAsync("new", []), Refusal.OfArgument("'new'"));
            Assert.That(() => _service.AddClassAsync("\ud800", [fine]), Throws.TypeOf<ArgumentException>());
            Assert.That(() => _service.AddClassAsync(null!, [fine]), Throws.TypeOf<ArgumentNullException>());
            Assert.That(
                () => _service.AddClassAsync("BOX", [fine]),
                Throws.TypeOf<DuplicateClassException>().With.Message.Contains("'BOX'").And.Property("ClassName").EqualTo("BOX"));
            Assert.That(() => _service.RemoveClassAsync("nothing"), IsUnknown);
            Assert.That(() => _service.ScoreAsync(fine, "nothing"), IsUnknown);
            Assert.That(() => _service.GenerateAsync("nothing", 1), IsUnknown);
            Assert.That(() => _service.GenerateAsync("box", -1), Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(
                () => _service.GenerateAsync("box", 1, temperature: double.NaN), Throws.TypeOf<ArgumentOutOfRangeException>());
        });
        Assert.That(_service.ClassNames, Is.EqualTo(Classes));
    }

    [Test]
    public async Task Scores_are_likelihoods()
    {
        var image = ServiceFolder.Others[8];
        var input = GlyphInput.FromVector(image);
        var examples = Enumerable.Range(0, 3)
            .Select(variant => Array.ConvertAll(Drawings.Draw(4, variant), value => 1 - (MathF.Round(255 * (1 - value)) / 255)))
            .ToArray();
        var estimator = new LikelihoodEstimator(TinyModel.Model);

        var expected = estimator.LogConditional(Binarization.Of(image), examples);
        Assert.That(await _service.ScoreAsync(input, "box"), Is.EqualTo(expected).Within(0.05));
        Assert.That(
            await _service.ScoreAsync(input), Is.EqualTo(estimator.LogJoint([Binarization.Of(image)], [image])).Within(1e-3));
    }

    [Test]
    public async Task Images_are_drawn_some_at_a_time()
    {
        var first = await _service.GenerateAsync("box", 20, seed: 3).ToListAsync();
        var again = await _service.GenerateAsync("box", 20, seed: 3).ToListAsync();
        var others = await _service.GenerateAsync("box", 20, seed: 4).ToListAsync();

        Assert.That(first, Has.Count.EqualTo(20));
        Assert.That(first, Is.EqualTo(again));
        Assert.That(first, Is.Not.EqualTo(others));
        Assert.That(first.SelectMany(image => image), Is.All.EqualTo(0f).Or.EqualTo(1f));
        Assert.That(await _service.GenerateAsync("box", 0).ToListAsync(), Is.Empty);
    }

    [Test]
    public async Task Work_can_be_canceled()
    {
        using var source = new CancellationTokenSource();
        var drawn = 0;
        Assert.That(
            async () =>
            {
                await foreach (var image in _service.GenerateAsync("box", 1000).WithCancellation(source.Token))
                {
                    drawn += image.Length > 0 ? 1 : 0;
                    await source.CancelAsync();
                }
            },
            Throws.InstanceOf<OperationCanceledException>());
        Assert.That(drawn, Is.EqualTo(1));

        Func<Task>[] calls =
        [
            () => _service.ClassifyAsync(ServiceFolder.Other, source.Token),
            () => _service.ScoreAsync(ServiceFolder.Other, cancellationToken: source.Token),
            () => _service.AddClassAsync("new", [ServiceFolder.Other], source.Token),
            () => _service.RemoveClassAsync("box", source.Token),
            () => _service.SaveAsync(_folder["canceled.zip"], source.Token),
        ];
        foreach (var call in calls)
            Assert.That(async () => await call(), Throws.InstanceOf<OperationCanceledException>());

        Assert.That(_service.ClassNames, Is.EqualTo(Classes));
        Assert.That(File.Exists(_folder["canceled.zip"]), Is.False);
    }

    [Test]
    public async Task A_saved_model_is_an_ordinary_one_and_answers_alike()
    {
        var zip = _folder["saved.zip"];
        await _service.SaveAsync(zip);
        var files = Directory.GetFiles(_folder.Support, "*.png", SearchOption.AllDirectories);
        var mlContext = new MLContext(seed: 1);

        var model = mlContext.Model.Load(zip, out var schema);
        var view = model.Transform(mlContext.Data.LoadFromEnumerable(files.Select(file => new PathOnly { ImagePath = file })));

        Assert.That(schema.Select(column => column.Name), Is.EqualTo(new[] { "ImagePath" }));
        var expected = await Task.WhenAll(files.Select(file => _service.ClassifyAsync(GlyphInput.FromFile(file))));
        var names = FewShotClassifierTransformer.From(model).ClassNames;
        Assert.That(
            view.GetColumn<uint>("PredictedLabel").Select(key => key == 0 ? null : names[(int)key - 1]),
            Is.EqualTo(expected.Select(answer => answer.ClassName)));
        Assert.That(view.GetColumn<bool>("IsKnown"), Is.EqualTo(expected.Select(answer => answer.IsKnown)));
        Assert.That(
            view.GetColumn<float>("LogLikelihood"), Is.EqualTo(expected.Select(answer => answer.LogLikelihood)).Within(1e-3));
        Assert.That(
            view.GetColumn<float[]>("Score").SelectMany(row => row),
            Is.EqualTo(expected.SelectMany(answer => answer.Scores.Values)).Within(1e-4));
    }

    private static NUnit.Framework.Constraints.IResolveConstraint IsUnknown
        => Throws.TypeOf<UnknownClassException>().With.Message.Contains("'nothing'").And.Property("ClassName").EqualTo("nothing");
}
