using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Vhe.MLNet.Services;

/// <summary>Classifies a canary, an example of the first class: healthy if that gives an answer.</summary>
/// <param name="services">The container.</param>
/// <param name="name">The service's name.</param>
internal sealed class FewShotHealthCheck(IServiceProvider services, string name) : IHealthCheck
{
    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var answer = await Task.Run(
                () => services.GetRequiredKeyedService<FewShotService>(name).ClassifyCanary(), cancellationToken);
            return HealthCheckResult.Healthy(
                $"Few-shot service '{name}' answers for {answer.Scores.Count} classes.",
                new Dictionary<string, object>(StringComparer.Ordinal) { ["logLikelihood"] = answer.LogLikelihood });
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Whatever it is, it is the reason.
            return new HealthCheckResult(
                context.Registration.FailureStatus, $"Few-shot service '{name}' does not answer: {e.Message}", e);
        }
    }
}
