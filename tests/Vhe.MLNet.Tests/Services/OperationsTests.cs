using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Time.Testing;
using Microsoft.ML;
using Microsoft.ML.Runtime;
using TorchSharp;
using Vhe.MLNet.Services;
using Vhe.MLNet.Tests.TestData;
using Vhe.Networks.Training;

namespace Vhe.MLNet.Tests.Services;

/// <summary>Metrics, activities, health, and the log of a training.</summary>
internal sealed class OperationsTests
{
    [Test]
    public void Answers_are_counted_and_timed_by_service_and_known()
    {
        using var folder = new ServiceFolder();
        using var provider = folder.Start(options => options.FalseRejectionRate = 0.4);
        using var predictions = new MetricCollector<long>(null, "Vhe.MLNet", "vhe.predictions");
        using var durations = new MetricCollector<double>(null, "Vhe.MLNet", "vhe.prediction.duration");
        using var tensors = new MetricCollector<long>(null, "Vhe.MLNet", "vhe.tensors");
        var service = provider.GetRequiredService<IFewShotService>();
        var random = new Random(4);

        service.Classify(Path.Combine(folder.Support, "box", "01.png"));
        service.Classify(Array.ConvertAll(new float[Drawings.Side * Drawings.Side], _ => (float)random.Next(2)));
        Assert.That(() => service.Classify("nowhere.png"), Throws.InstanceOf<InvalidDataException>());
        tensors.RecordObservableInstruments();

        var counted = predictions.GetMeasurementSnapshot();
        Assert.That(counted.Select(item => item.Value), Is.EqualTo(new[] { 1L, 1L }));
        Assert.That(counted.Select(item => item.Tags["vhe.known"]), Is.EqualTo(new object[] { true, false }));
        Assert.That(counted.Select(item => item.Tags["vhe.service"]), Is.All.EqualTo("stamps"));
        var timed = durations.GetMeasurementSnapshot();
        Assert.That(timed.Select(item => item.Value), Has.Exactly(2).Items.And.All.InRange(1e-6, 60));
        Assert.That(timed.Select(item => item.Tags["vhe.service"]), Is.All.EqualTo("stamps"));
        Assert.That(tensors.LastMeasurement!.Value, Is.EqualTo(torch.Tensor.TotalCount));
    }

    [Test]
    public void Activities_say_what_was_done_and_what_failed()
    {
        using var folder = new ServiceFolder();
        using var provider = folder.Start();
        var service = provider.GetRequiredService<IFewShotService>();
        var stopped = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Vhe.MLNet",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = stopped.Add,
        };
        ActivitySource.AddActivityListener(listener);

        service.Classify(ServiceFolder.Others[0]);
        Assert.That(() => service.Classify("nowhere.png"), Throws.InstanceOf<InvalidDataException>());
        service.Score(ServiceFolder.Others[0]);

        Assert.That(
            stopped.Select(activity => (activity.OperationName, activity.Status)),
            Is.EqualTo(new[]
            {
                ("Vhe.Classify", ActivityStatusCode.Unset),
                ("Vhe.Classify", ActivityStatusCode.Error),
                ("Vhe.Score", ActivityStatusCode.Unset),
            }));
        Assert.That(stopped.Select(activity => activity.GetTagItem("vhe.service")), Is.All.EqualTo("stamps"));
        Assert.That(stopped[1].StatusDescription, Does.Contain("nowhere.png"));
    }

    [Test]
    public async Task Draws_and_reloads_are_activities_too()
    {
        using var folder = new ServiceFolder();
        var time = new FakeTimeProvider();
        using var provider = folder.Start(
            options => options.ModelCheckInterval = TimeSpan.FromSeconds(1),
            services => services.AddSingleton<TimeProvider>(time));
        var service = (FewShotService)provider.GetRequiredService<IFewShotService>();
        var stopped = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Vhe.MLNet",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = stopped.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);

        await service.Generate("box", 1).ToListAsync();
        folder.ReplaceModel(seed: 5);
        time.Advance(TimeSpan.FromSeconds(1));
        folder.Touch(() => File.WriteAllText(folder.ModelPath, "not a model"));
        time.Advance(TimeSpan.FromSeconds(1));

        // As if the weights were lost under it.
        using (var lease = service.Snapshots.Take())
        {
            lease.Value.Model.Dispose();
        }

        Assert.That(async () => await service.Generate("box", 1).ToListAsync(), Throws.Exception);

        Assert.That(
            stopped.Select(activity => (activity.OperationName, activity.Status)),
            Is.EqualTo(new[]
            {
                ("Vhe.Generate", ActivityStatusCode.Unset),
                ("Vhe.Reload", ActivityStatusCode.Unset),
                ("Vhe.Reload", ActivityStatusCode.Error),
                ("Vhe.Generate", ActivityStatusCode.Error),
            }));
        Assert.That(stopped.Select(activity => activity.GetTagItem("vhe.service")), Is.All.EqualTo("stamps"));
    }

    [Test]
    public async Task Health_is_that_of_a_canary()
    {
        using var folder = new ServiceFolder();
        using var predictions = new MetricCollector<long>(null, "Vhe.MLNet", "vhe.predictions");
        using (var provider = Start())
        {
            var report = await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync();
            Assert.That(report.Entries["vhe-stamps"].Status, Is.EqualTo(HealthStatus.Healthy));
            Assert.That(report.Entries["vhe-stamps"].Description, Does.Contain("3 classes"));
            Assert.That(report.Entries["vhe-stamps"].Data["logLikelihood"], Is.Negative);

            // As if the weights were lost under it.
            ((IDisposable)provider.GetRequiredService<IFewShotService>()).Dispose();
            report = await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync();
            Assert.That(report.Entries["vhe-stamps"].Status, Is.EqualTo(HealthStatus.Unhealthy));
            Assert.That(report.Entries["vhe-stamps"].Exception, Is.TypeOf<ObjectDisposedException>());
        }

        File.WriteAllText(folder.ModelPath, "not a model");
        using (var provider = Start())
        {
            var report = await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync();
            Assert.That(report.Status, Is.EqualTo(HealthStatus.Unhealthy));
            Assert.That(report.Entries["vhe-stamps"].Description, Does.Contain("'stamps'").And.Contain(folder.ModelPath));
        }

        Assert.That(predictions.GetMeasurementSnapshot(), Is.Empty, "canaries are no predictions");

        ServiceProvider Start() => folder.Start(more: services => services.AddHealthChecks().AddVheFewShot("stamps"));
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
            {
                lines.Add(line);
            }
        };
        var options = TinyModel.Options(steps: 2);
        options.Training = options.Training! with { DiscriminativeWeight = 1 };
        options.Progress = new TrainingProgressLog(mlContext);

        mlContext.Transforms.VariationalHomoencoder(options)
            .Fit(mlContext.Data.LoadFromEnumerable(Glyph.Rows(Enumerable.Range(0, 6), 5))).Model.Dispose();

        Assert.That(lines, Is.Not.Empty);
        Assert.That(lines[^1].RawMessage, Does.StartWith("step 2, 100 % done").And.Contain("nats").And.Contain("KL of c").And.Contain("own class -"));
        Assert.That(() => new TrainingProgressLog(null!), Throws.TypeOf<ArgumentNullException>());
    }
}
