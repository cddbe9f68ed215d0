using Microsoft.ML.Runtime;
using Vhe.MLNet.Embedding;
using Vhe.Networks.Training;
using Vhe.Networks;

namespace Vhe.MLNet.Tests.Training;

internal sealed class VariationalHomoencoderTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [Test]
    public void Training_gives_a_model_and_a_code_of_known_size()
    {
        var data = View(Glyph.Rows([0, 1], 3));
        var transformer = _mlContext.Transforms.VariationalHomoencoder(TinyModel.Options()).Fit(data);

        var codes = transformer.Transform(data);

        Assert.That(transformer.Training!.Steps, Is.EqualTo(3));
        Assert.That(codes.Schema.SizeOf("Embedding"), Is.EqualTo(transformer.Model.EmbeddingLength));
        Assert.That(codes.Vectors("Embedding")[2], Is.EqualTo(transformer.Model.Embed([Drawings.Draw(0, 2)])));
        Assert.That(codes.Schema.VisibleNames(), Is.EqualTo(new[] { "Label", "Image", "Embedding" }));
        transformer.Model.Dispose();
    }

    [Test]
    public void Keeps_its_promises_under_other_names()
    {
        var view = View(Glyph.Rows([0, 1], 8));
        var renamed = _mlContext.Transforms.CopyColumns("Ink", "Image")
            .Append(_mlContext.Transforms.CopyColumns("Kind", "Label"))
            .Append(_mlContext.Transforms.DropColumns("Image", "Label"))
            .Fit(view)
            .Transform(view);
        var options = TinyModel.Options(steps: 1);
        (options.LabelColumnName, options.ImageColumnName, options.OutputColumnName) = ("Kind", "Ink", "Template");

        EstimatorChecker.Check(_mlContext, _mlContext.Transforms.VariationalHomoencoder(options), renamed, ["Ink"], "Kind");
    }

    [Test]
    public void The_same_seed_gives_the_same_model()
    {
        var data = View(Glyph.Rows([0, 1, 2], 3));
        var options = TinyModel.Options();

        using var one = _mlContext.Transforms.VariationalHomoencoder(options).Fit(data).Model;
        using var two = _mlContext.Transforms.VariationalHomoencoder(options).Fit(data).Model;
        options.Seed = 2;
        using var other = _mlContext.Transforms.VariationalHomoencoder(options).Fit(data).Model;

        Assert.That(two.ToBytes(), Is.EqualTo(one.ToBytes()));
        Assert.That(other.ToBytes(), Is.Not.EqualTo(one.ToBytes()));
    }

    [Test]
    public void Training_may_begin_with_a_trained_model_and_leaves_that_as_it_was()
    {
        var start = TinyModel.Model;
        var before = start.ToBytes();
        var drawing = Glyph.Rows([2], 1).Single().Image;
        var options = new VariationalHomoencoderEstimator.Options { Start = start, Steps = 1 };
        options.Training = options.ToTraining(start.Options) with { LearningRate = 1e-9 };

        using var model = _mlContext.Transforms.VariationalHomoencoder(options).Fit(View(Glyph.Rows([0, 1, 2], 3))).Model;

        // One step of next to nothing moves statistics of normalization alone, which no code reads to three digits.
        Assert.That(model.Options, Is.EqualTo(start.Options));
        Assert.That(Distance(model.Embed([drawing]), start.Embed([drawing])), Is.LessThan(0.3 * Distance(start.Embed([drawing]), Fresh())));
        Assert.That(start.ToBytes(), Is.EqualTo(before));
        Assert.That(options.Training!.DiscriminativeWeight, Is.Positive, "a trained model is refined");

        options.Network = PixelCnnVheOptions.Tiny;
        Assert.That(() => _mlContext.Transforms.VariationalHomoencoder(options), Refusal.OfArgument("Network", "Start"));

        float[] Fresh()
        {
            using var fresh = VheModel.Create(start.Options, seed: 1);
            return fresh.Embed([drawing]);
        }

        static double Distance(float[] one, float[] other) => one.Zip(other, (a, b) => Math.Pow(a - b, 2)).Sum();
    }

    [Test]
    public void Progress_is_told_and_a_checkpoint_written()
    {
        using var folder = new TemporaryFolder();
        var reports = new List<TrainingProgress>();
        var options = TinyModel.Options();
        options.Progress = new Recorder(reports.Add);
        options.CheckpointPath = folder["run.checkpoint"];

        _mlContext.Transforms.VariationalHomoencoder(options).Fit(View(Glyph.Rows([0, 1], 3))).Model.Dispose();

        Assert.That(reports, Is.Not.Empty);
        Assert.That(reports[^1].Step, Is.EqualTo(3));
        Assert.That(options.CheckpointPath, Does.Exist);
    }

    [Test]
    public void Canceling_keeps_the_model_or_throws_as_asked()
    {
        using var canceled = new CancellationTokenSource();
        canceled.Cancel();
        var options = TinyModel.Options(steps: 1_000_000);
        options.CancellationToken = canceled.Token;
        var data = View(Glyph.Rows([0, 1], 3));

        var transformer = _mlContext.Transforms.VariationalHomoencoder(options).Fit(data);
        Assert.That(transformer.Training!.Canceled, Is.True);
        transformer.Model.Dispose();

        options.ThrowOnCancel = true;
        Assert.That(
            () => _mlContext.Transforms.VariationalHomoencoder(options).Fit(data),
            Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public void Changing_the_options_afterwards_changes_nothing()
    {
        var options = TinyModel.Options();
        var estimator = _mlContext.Transforms.VariationalHomoencoder(options);
        options.OutputColumnName = "Elsewhere";

        using var model = estimator.Fit(View(Glyph.Rows([0, 1], 2))).Model;

        Assert.That(estimator.Fit(View(Glyph.Rows([0, 1], 2))).OutputColumnName, Is.EqualTo("Embedding"));
    }

    [Test]
    public void Presets_have_the_size_that_is_asked_for()
    {
        var tiny = new VariationalHomoencoderEstimator.Options { Preset = VhePreset.Tiny, ImageHeight = 20, ImageWidth = 24 };

        Assert.That(tiny.ToNetwork(), Is.EqualTo(PixelCnnVheOptions.Tiny with { Height = 20, Width = 24 }));
        Assert.That(new VariationalHomoencoderEstimator.Options().ToNetwork(), Is.EqualTo(PixelCnnVheOptions.Paper));
    }

    [Test]
    public void Steps_are_limited_where_nothing_else_sets_a_limit()
    {
        var options = new VariationalHomoencoderEstimator.Options();
        var training = options.ToTraining(options.ToNetwork());
        Assert.That((training.Steps, training.Budget), Is.EqualTo((VariationalHomoencoderEstimator.DefaultSteps, (TimeSpan?)null)));

        options.Minutes = 0.5;
        training = options.ToTraining(options.ToNetwork());
        Assert.That((training.Steps, training.Budget), Is.EqualTo(((long?)null, TimeSpan.FromSeconds(30))));
    }

    [Test]
    public void Too_little_data_is_refused_before_training()
    {
        var estimator = _mlContext.Transforms.VariationalHomoencoder(TinyModel.Options());

        Assert.That(() => estimator.Fit(View([])), Refusal.OfData("no images"));
        Assert.That(() => estimator.Fit(View(Glyph.Rows([0], 4))), Refusal.OfData("one class", "'bar'"));
        Assert.That(
            () => estimator.Fit(View([.. Glyph.Rows([0], 2), .. Glyph.Rows([1], 1)])),
            Refusal.OfData("'beam' (1)", "fewer than 2 images"));
    }

    [Test]
    public void Wrong_columns_are_named_alone_and_in_a_chain()
    {
        var data = View(Glyph.Rows([0, 1], 2));
        var options = TinyModel.Options();
        options.ImageColumnName = "Picture";
        var missing = _mlContext.Transforms.VariationalHomoencoder(options);
        var wrongSize = _mlContext.Transforms.VariationalHomoencoder(preset: VhePreset.Tiny);
        var wrongType = _mlContext.Transforms.VariationalHomoencoder(labelColumnName: "Image");

        Assert.That(() => missing.Fit(data), Refusal.OfArgument("'Picture'"));
        Assert.That(
            () => _mlContext.Transforms.CopyColumns("A", "Label").Append(missing).Fit(data), Refusal.OfArgument("'Picture'"));
        Assert.That(() => wrongSize.Fit(data), Refusal.OfArgument("'Image'", "144", "784"));
        Assert.That(() => wrongType.Fit(data), Refusal.OfArgument("'Image'", "a label"));
        Assert.That(
            () => _mlContext.Transforms.CopyColumns("A", "Label").Append(wrongType).Fit(data),
            Refusal.OfArgument("'Image'", "a label"));
    }

    [Test]
    public void Options_out_of_range_are_named_at_once()
    {
        Assert.That(() => _mlContext.Transforms.VariationalHomoencoder(steps: 0), Refusal.OfArgument("Steps"));
        Assert.That(
            () => _mlContext.Transforms.VariationalHomoencoder(labelColumnName: ""), Refusal.OfArgument("LabelColumnName"));
        Assert.That(() => _mlContext.Transforms.VariationalHomoencoder(preset: (VhePreset)5), Refusal.OfArgument("Preset"));
        Assert.That(
            () => _mlContext.Transforms.VariationalHomoencoder(new VariationalHomoencoderEstimator.Options { ImageHeight = 4 }),
            Refusal.OfArgument("ImageHeight"));
        Assert.That(
            () => _mlContext.Transforms.VariationalHomoencoder(
                new VariationalHomoencoderEstimator.Options { GroupColumnName = "" }),
            Refusal.OfArgument("GroupColumnName"));
    }

    [Test]
    public void A_network_or_a_training_out_of_range_is_named_at_once()
    {
        Assert.That(() => With(network: TinyModel.Network with { DecoderLayers = 0 }), Refusal.OfArgument("DecoderLayers"));
        Assert.That(() => With(training: new TrainingOptions { LearningRate = -1 }), Refusal.OfArgument("LearningRate"));
        Assert.That(
            () => With(training: new TrainingOptions { Resume = true }),
            Throws.InvalidOperationException.With.Message.Contains("CheckpointPath"));

        VariationalHomoencoderEstimator With(PixelCnnVheOptions? network = null, TrainingOptions? training = null)
            => _mlContext.Transforms.VariationalHomoencoder(
                new VariationalHomoencoderEstimator.Options { Network = network, Training = training });
    }

    [Test]
    public void The_paper_s_codes_of_the_largest_images_fit_a_column_and_larger_ones_are_refused()
    {
        var options = new VariationalHomoencoderEstimator.Options { ImageHeight = 256, ImageWidth = 256 };
        Assert.That(() => _mlContext.Transforms.VariationalHomoencoder(options), Throws.Nothing);

        options.Network = PixelCnnVheOptions.Paper with { TemplateChannels = 16, Height = 256, Width = 256 };
        Assert.That(
            () => _mlContext.Transforms.VariationalHomoencoder(options),
            Refusal.OfArgument("TemplateChannels", "Height", "Width", "1048576"));
    }

    [Test]
    public void A_device_that_is_not_there_is_named_before_any_image_is_read()
    {
        var options = TinyModel.Options();
        options.Device = "abacus";
        var read = 0;
        var rows = Glyph.Rows([0, 1], 2).Select(row =>
        {
            read++;
            return row;
        });

        Assert.That(
            () => _mlContext.Transforms.VariationalHomoencoder(options).Fit(View(rows)),
            Throws.TypeOf<VheException>().With.Message.Contains("'abacus'"));
        Assert.That(read, Is.Zero);
    }

    [Test]
    public void The_seed_is_that_of_the_training_unless_it_is_set()
    {
        var options = TinyModel.Options();
        options.Training = options.Training! with { Seed = 7 };

        options.Seed = null;
        Assert.That(options.ToTraining(TinyModel.Network).Seed, Is.EqualTo(7));
        options.Seed = 0;
        Assert.That(options.ToTraining(TinyModel.Network).Seed, Is.Zero);
        options.Training = null;
        options.Seed = null;
        Assert.That(options.ToTraining(TinyModel.Network, contextSeed: 5).Seed, Is.EqualTo(5));
        Assert.That(options.ToTraining(TinyModel.Network).Seed, Is.Zero);
    }

    [Test]
    public void The_context_gives_seed_and_device_where_the_options_say_nothing()
    {
        var settings = new ContextSettings(new MLContext(seed: 8).Transforms);
        Assert.That((settings.Seed, settings.GpuDeviceId, settings.Device()), Is.EqualTo(((int?)8, (int?)null, "cpu")));
        Assert.That(new ContextSettings(new MLContext().Transforms).Seed, Is.Null);

        // A GPU that no machine has.
        var context = new MLContext { GpuDeviceId = 99, FallbackToCpu = true };
        Assert.That(new ContextSettings(context.Transforms).Device(), Is.EqualTo("cpu"));
        context.FallbackToCpu = false;
        var estimator = context.Transforms.VariationalHomoencoder(TinyModel.Options());
        Assert.That(
            () => estimator.Fit(View(Glyph.Rows([0, 1], 2))),
            Throws.TypeOf<VheException>().With.Message.Contains("'cuda:99'"));
    }

    [Test]
    public void The_progress_of_a_training_reaches_the_log()
    {
        var mlContext = new MLContext(seed: 1);
        var lines = new List<LoggingEventArgs>();
        mlContext.Log += (_, line) =>
        {
            // Not ML.NET's own lines: MapValue, for one, saves its table when it is made, and says so.
            if (line.Kind == ChannelMessageKind.Info && line.Source.EndsWith("Vhe; Training", StringComparison.Ordinal))
                lines.Add(line);
        };
        var options = TinyModel.Options(steps: 2);
        options.Training = options.Training! with { DiscriminativeWeight = 1 };

        mlContext.Transforms.VariationalHomoencoder(options)
            .Fit(mlContext.Data.LoadFromEnumerable(Glyph.Rows(Enumerable.Range(0, 6), 5))).Model.Dispose();

        Assert.That(lines, Is.Not.Empty);
        Assert.That(lines[^1].RawMessage, Does.StartWith("step 2, 100 %").And.Contain("ELBO").And.Contain("KL(c)").And.Contain("own class -"));
    }


    private IDataView View(IEnumerable<Glyph> rows) => _mlContext.Data.LoadFromEnumerable(rows);

    private sealed class Recorder(Action<TrainingProgress> record) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => record(value);
    }
}
