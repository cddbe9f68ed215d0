using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Vhe.MLNet.Services;

/// <summary>Loads a service when the host starts: what is wrong with its files stops the start, and no request waits for
/// it.</summary>
/// <param name="services">The container.</param>
/// <param name="name">The service's name.</param>
internal sealed class FewShotStartup(IServiceProvider services, string name) : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        services.GetRequiredKeyedService<FewShotService>(name);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
