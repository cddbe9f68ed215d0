using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Vhe.MLNet.Services;

/// <summary>Healthy if the service can classify an example of its first class.</summary>
internal sealed class FewShotHealthCheck(IServiceProvider services, string serviceName) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var answer = await Task.Run(
                () => services.GetRequiredKeyedService<FewShotService>(serviceName).ClassifyCanary(), cancellationToken);
            return HealthCheckResult.Healthy(
                $"Few-shot service '{serviceName}' answers for {answer.Scores.Count} classes.",
                new Dictionary<string, object>(StringComparer.Ordinal) { ["logLikelihood"] = answer.LogLikelihood });
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return new HealthCheckResult(
                context.Registration.FailureStatus, $"Few-shot service '{serviceName}' does not answer: {e.Message}", e);
        }
    }
}
