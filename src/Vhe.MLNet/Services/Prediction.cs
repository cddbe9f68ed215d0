using System.Diagnostics;

namespace Vhe.MLNet.Services;

/// <summary>An image being classified: its activity and its time.</summary>
/// <param name="service">The service's name.</param>
internal sealed class Prediction(string service) : IDisposable
{
    private readonly Activity? _activity = Telemetry.Start("Vhe.Classify", service);
    private readonly long _began = Stopwatch.GetTimestamp();

    /// <summary>Counts the answer.</summary>
    /// <param name="answer">The answer.</param>
    /// <returns>The same.</returns>
    public FewShotAnswer Answered(FewShotAnswer answer)
    {
        Telemetry.Answered(_activity, service, Stopwatch.GetElapsedTime(_began), answer.IsKnown);
        return answer;
    }

    /// <summary>Notes that there is none.</summary>
    /// <param name="exception">Why.</param>
    public void Failed(Exception exception) => Telemetry.Failed(_activity, exception);

    /// <inheritdoc/>
    public void Dispose() => _activity?.Dispose();
}
