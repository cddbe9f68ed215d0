using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Vhe.MLNet;
using Vhe.MLNet.Services;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers few-shot services and their health checks.</summary>
public static class VheServiceCollectionExtensions
{
    /// <summary>The name of a service that is registered without one.</summary>
    public const string DefaultName = "default";

    /// <summary>Registers the default <see cref="IFewShotService"/>, resolved without a key. Its name and key are
    /// <see cref="DefaultName"/>.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets the options; <see cref="FewShotServiceOptions.SupportFolder"/> is required.</param>
    /// <returns>The services.</returns>
    /// <exception cref="ArgumentException">The default service is registered already.</exception>
    public static IServiceCollection AddVheFewShot(this IServiceCollection services, Action<FewShotServiceOptions> configure)
        => services.AddVheFewShot(DefaultName, configure);

    /// <summary>
    /// Registers an <see cref="IFewShotService"/> keyed by its name: <c>[FromKeyedServices("stamps")] IFewShotService</c>.
    /// Without a key the service called <see cref="DefaultName"/> is resolved, or, if there is none, the first that was
    /// registered. The model and the classes are loaded when the host starts, or, without a host, when the service is first
    /// resolved.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="name">The key, which is also the name in logs, metrics and activities.</param>
    /// <param name="configure">Sets the options; <see cref="FewShotServiceOptions.SupportFolder"/> is required.</param>
    /// <returns>The services.</returns>
    /// <exception cref="ArgumentException">The name is blank, or registered already.</exception>
    /// <remarks>
    /// Loading throws an <see cref="OptionsValidationException"/> that names all invalid options, an
    /// <see cref="InvalidDataException"/> that names a damaged model, image or class, or a <see cref="VheException"/> if CUDA
    /// cannot be used. The meter and the activity source are called "Vhe.MLNet".
    /// </remarks>
    public static IServiceCollection AddVheFewShot(
        this IServiceCollection services, string name, Action<FewShotServiceOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(configure);
        if (services.Any(item => item.ServiceType == typeof(FewShotService) && name.Equals(item.ServiceKey)))
            throw new ArgumentException($"Few-shot service '{name}' is registered already.", nameof(name));

        services.AddOptions<FewShotServiceOptions>(name).Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<FewShotServiceOptions>, FewShotOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.AddKeyedSingleton(name, (provider, _) => Create(provider, name));
        services.AddKeyedSingleton<IFewShotService>(
            name, (provider, _) => provider.GetRequiredKeyedService<FewShotService>(name));
        services.TryAddSingleton<IFewShotService>(provider =>
            provider.GetKeyedService<FewShotService>(DefaultName) ?? provider.GetRequiredKeyedService<FewShotService>(name));

        // One for each service: AddHostedService registers one of a type.
        services.AddSingleton<IHostedService>(provider => new Startup(provider, name));
        return services;
    }

    /// <summary>Adds a health check of a few-shot service. It classifies an example of the first class.</summary>
    /// <param name="builder">The health checks.</param>
    /// <param name="serviceName">The name of the service.</param>
    /// <param name="name">The name of the health check; null for "vhe-" and the name of the service.</param>
    /// <param name="failureStatus">The status to report if the service does not answer; null for
    /// <see cref="HealthStatus.Unhealthy"/>.</param>
    /// <param name="tags">Tags to filter health checks by.</param>
    /// <param name="timeout">How long the check may take; null for no limit.</param>
    /// <returns>The health checks.</returns>
    public static IHealthChecksBuilder AddVheFewShot(
        this IHealthChecksBuilder builder,
        string serviceName = DefaultName,
        string? name = null,
        HealthStatus? failureStatus = null,
        IEnumerable<string>? tags = null,
        TimeSpan? timeout = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(serviceName);
        return builder.Add(new HealthCheckRegistration(
            name ?? $"vhe-{serviceName}",
            provider => new FewShotHealthCheck(provider, serviceName),
            failureStatus,
            tags,
            timeout));
    }

    private static FewShotService Create(IServiceProvider provider, string name)
        => new(
            name,
            provider.GetRequiredService<IOptionsMonitor<FewShotServiceOptions>>().Get(name),
            provider.GetService<ILoggerFactory>()?.CreateLogger(typeof(IFewShotService).FullName!) ?? NullLogger.Instance,
            provider.GetRequiredService<TimeProvider>());

    // Loads a service when the host starts: invalid files stop the start, and no request waits for loading.
    private sealed class Startup(IServiceProvider services, string serviceName) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            services.GetRequiredKeyedService<FewShotService>(serviceName);
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
