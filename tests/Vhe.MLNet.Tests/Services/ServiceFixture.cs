using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Vhe.MLNet.Tests.Services;

/// <summary>Tests that each have a folder for a service and a clock of their own.</summary>
internal abstract class ServiceFixture
{
    private protected static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private protected ServiceFolder Folder { get; private set; } = null!;

    private protected FakeTimeProvider Time { get; private set; } = null!;

    [SetUp]
    public void Create() => (Folder, Time) = (new ServiceFolder(), new FakeTimeProvider());

    [TearDown]
    public void Delete() => Folder.Dispose();

    /// <summary>A service that watches its model by the clock.</summary>
    private protected ServiceProvider StartWatching(Action<FewShotServiceOptions>? configure = null)
        => Folder.Start(
            options =>
            {
                options.ModelCheckInterval = Interval;
                configure?.Invoke(options);
            },
            services => services.AddSingleton<TimeProvider>(Time));

    private protected static string[] Messages(IServiceProvider provider, LogLevel level)
        => [.. provider.GetFakeLogCollector().GetSnapshot().Where(item => item.Level == level).Select(item => item.Message)];

    /// <summary>Hears the activities of all services, as they stop and on their threads.</summary>
    private protected static ActivityListener Listen(Action<Activity> stopped)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Vhe.MLNet",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = stopped,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
