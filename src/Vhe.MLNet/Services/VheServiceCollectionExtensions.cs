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

    /// <summary>Registers an <see cref="IFewShotService"/> without a name of its own: the one that is had without a key, whatever
    /// others are registered before or after it. Its key is <see cref="DefaultName"/>.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets the options; <see cref="FewShotServiceOptions.SupportFolder"/> at least.</param>
    /// <returns>The services.</returns>
    /// <exception cref="ArgumentException">There is such a service already.</exception>
    public static IServiceCollection AddVheFewShot(this IServiceCollection services, Action<FewShotServiceOptions> configure)
        => services.AddVheFewShot(DefaultName, configure);

    /// <summary>
    /// Registers an <see cref="IFewShotService"/>: keyed by its name, as <c>[FromKeyedServices("stamps")] IFewShotService</c>,
    /// and, where none is called <see cref="DefaultName"/>, for the first that is registered, without a key.
    /// Its model and classes are loaded when the host starts, or, without a
    /// host, when it is first asked for.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="name">The name: its key, and what logs, metrics and activities call it.</param>
    /// <param name="configure">Sets the options; <see cref="FewShotServiceOptions.SupportFolder"/> at least.</param>
    /// <returns>The services.</returns>
    /// <exception cref="ArgumentException">The name is blank, or there is such a service already.</exception>
    /// <remarks>
    /// Wrong options give an <see cref="OptionsValidationException"/> that names them all; a damaged model, image or class an
    /// <see cref="InvalidDataException"/> that names the file; CUDA that cannot be used a
    /// <see cref="Vhe.Networks.VheException"/>. The meter and the activity source are called "Vhe.MLNet".
    /// </remarks>
    public static IServiceCollection AddVheFewShot(
        this IServiceCollection services, string name, Action<FewShotServiceOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(configure);
        if (services.Any(item => item.ServiceType == typeof(FewShotService) && name.Equals(item.ServiceKey)))
        {
            throw new ArgumentException($"There are two few-shot services '{name}'. Rename one of them.", nameof(name));
        }

        services.AddOptions<FewShotServiceOptions>(name).Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<FewShotServiceOptions>, FewShotOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.AddKeyedSingleton(name, (provider, _) => Create(provider, name));
        services.AddKeyedSingleton<IFewShotService>(
            name, (provider, _) => provider.GetRequiredKeyedService<FewShotService>(name));
        services.TryAddSingleton<IFewShotService>(provider =>
            provider.GetKeyedService<FewShotService>(DefaultName) ?? provider.GetRequiredKeyedService<FewShotService>(name));

        // One for each service; AddHostedService would take the second for the first.
        services.AddSingleton<IHostedService>(provider => new FewShotStartup(provider, name));
        return services;
    }

    /// <summary>Adds a health check of a few-shot service, called <c>vhe-</c> and its name: it classifies an example of the first
    /// class.</summary>
    /// <param name="builder">The health checks.</param>
    /// <param name="name">The service's name.</param>
    /// <returns>The health checks.</returns>
    public static IHealthChecksBuilder AddVheFewShot(this IHealthChecksBuilder builder, string name = DefaultName)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return builder.Add(new HealthCheckRegistration(
            $"vhe-{name}", provider => new FewShotHealthCheck(provider, name), failureStatus: null, tags: null));
    }

    private static FewShotService Create(IServiceProvider provider, string name) => new(
        name,
        provider.GetRequiredService<IOptionsMonitor<FewShotServiceOptions>>().Get(name),
        provider.GetService<ILoggerFactory>()?.CreateLogger(typeof(IFewShotService).FullName!) ?? NullLogger.Instance,
        provider.GetRequiredService<TimeProvider>());
}
