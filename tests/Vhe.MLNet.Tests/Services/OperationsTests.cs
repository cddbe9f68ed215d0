using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Options;
using Microsoft.ML.Runtime;
using TorchSharp;
using Vhe.MLNet.Services;
using Vhe.Networks.Training;

namespace Vhe.MLNet.Tests.Services;

internal sealed class OperationsTests : ServiceFixture
{
    [Test]
    public async Task Answers_are_counted_and_timed_by_service_and_known()
    {
        using var provider = Folder.Start(options => options.FalseRejectionRate = 0.4);
        using var predictions = new MetricCollector<long>(null, "Vhe.MLNet", "vhe.predictions");
        using var durations = new MetricCollector<double>(null, "Vhe.MLNet", "vhe.prediction.duration");
        using var tensors = new MetricCollector<long>(null, "Vhe.MLNet", "vhe.tensors");
        var service = provider.GetRequiredService<IFewShotService>();

        await service.ClassifyAsync(GlyphInput.FromFile(Path.Combine(Folder.Support, "box", "01.png")));
        await service.ClassifyAsync(GlyphInput.FromVector(ServiceFolder.Noise));
        Assert.That(() => service.ClassifyAsync(GlyphInput.FromFile("nowhere.png")), Throws.TypeOf<InvalidDataException>());
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
    public async Task Activities_say_what_was_done_and_what_failed()
    {
        using var provider = StartWatching();
        var service = (FewShotService)provider.GetRequiredService<IFewShotService>();
        var stopped = new ConcurrentQueue<Activity>();
        using var listener = Listen(stopped.Enqueue);

        await service.ClassifyAsync(ServiceFolder.Other);
        Assert.That(() => service.ClassifyAsync(GlyphInput.FromFile("nowhere.png")), Throws.TypeOf<InvalidDataException>());
        await service.ScoreAsync(ServiceFolder.Other);
        await service.GenerateAsync("box", 1).ToListAsync();
        Folder.ReplaceModel(seed: 5);
        Time.Advance(Interval);
        Folder.Touch(() => File.WriteAllText(Folder.ModelPath, "not a model"));
        Time.Advance(Interval);

        // As if the weights were lost under it.
        using (var state = service.TakeState())
        {
            state.Model.Dispose();
        }

        Assert.That(async () => await service.GenerateAsync("box", 1).ToListAsync(), Throws.Exception);

        Assert.That(
            stopped.Select(activity => $"{activity.OperationName} {activity.Status}"),
            Is.EqualTo(new[]
            {
                "Vhe.Classify Unset", "Vhe.Classify Error", "Vhe.Score Unset", "Vhe.Generate Unset", "Vhe.Reload Unset",
                "Vhe.Reload Error", "Vhe.Generate Error",
            }));
        Assert.That(stopped.Select(activity => activity.GetTagItem("vhe.service")), Is.All.EqualTo("stamps"));
        Assert.That(stopped.ElementAt(0).GetTagItem("vhe.known"), Is.Not.Null);
        Assert.That(stopped.ElementAt(1).StatusDescription, Does.Contain("nowhere.png"));
    }

    [Test]
    public async Task Health_is_that_of_a_canary()
    {
        using var predictions = new MetricCollector<long>(null, "Vhe.MLNet", "vhe.predictions");
        using var provider = Folder.Start(more: services => services.AddHealthChecks().AddVheFewShot("stamps"));
        var entry = await CheckAsync(provider);
        Assert.That(entry.Status, Is.EqualTo(HealthStatus.Healthy));
        Assert.That(entry.Description, Does.Contain("3 classes"));
        Assert.That(entry.Data["logLikelihood"], Is.Negative);

        ((IDisposable)provider.GetRequiredService<IFewShotService>()).Dispose();
        entry = await CheckAsync(provider);
        Assert.That(entry.Status, Is.EqualTo(HealthStatus.Unhealthy));
        Assert.That(entry.Exception, Is.TypeOf<ObjectDisposedException>());
        Assert.That(predictions.GetMeasurementSnapshot(), Is.Empty, "canaries are no predictions");
    }

    [Test]
    public async Task A_health_check_takes_a_name_a_status_tags_and_a_timeout()
    {
        File.WriteAllText(Folder.ModelPath, "not a model");
        using var provider = Folder.Start(more: services => services.AddHealthChecks().AddVheFewShot(
            "stamps", "marks", HealthStatus.Degraded, ["ready"], TimeSpan.FromMinutes(1)));

        var entry = await CheckAsync(provider, "marks");

        Assert.That(entry.Status, Is.EqualTo(HealthStatus.Degraded));
        Assert.That(entry.Description, Does.Contain("'stamps'").And.Contain(Folder.ModelPath));
        Assert.That(entry.Tags, Is.EqualTo(new[] { "ready" }));
        var registrations = provider.GetRequiredService<IOptions<HealthCheckServiceOptions>>().Value.Registrations;
        Assert.That(registrations.Single().Timeout, Is.EqualTo(TimeSpan.FromMinutes(1)));
    }

    private static async Task<HealthReportEntry> CheckAsync(IServiceProvider provider, string name = "vhe-stamps")
        => (await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries[name];
}
