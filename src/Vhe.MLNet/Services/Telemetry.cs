using System.Diagnostics;
using System.Diagnostics.Metrics;
using TorchSharp;

namespace Vhe.MLNet.Services;

/// <summary>The metrics and the activities of all few-shot services of the process, tagged with the service's name.
/// Thread-safe.</summary>
internal static class Telemetry
{
    /// <summary>The name of the meter and of the activity source.</summary>
    public const string Name = "Vhe.MLNet";

    private const string ServiceTag = "vhe.service";
    private const string KnownTag = "vhe.known";

    private static readonly Meter Meter = new(Name);
    private static readonly ActivitySource Activities = new(Name);

    private static readonly Counter<long> Predictions = Meter.CreateCounter<long>(
        "vhe.predictions",
        "{prediction}",
        "Images classified. vhe.known, where that is told, tells those of the classes from the unknown.");

    private static readonly Histogram<double> Durations = Meter.CreateHistogram(
        "vhe.prediction.duration",
        "s",
        "Time to classify an image, with reading it and waiting for a turn.",
        tags: null,
        new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
        });

    static Telemetry() => Meter.CreateObservableGauge(
        "vhe.tensors",
        () => torch.Tensor.TotalCount,
        "{tensor}",
        "Tensors alive in the process, as TorchSharp counts them: it counts one more for each parameter of every model ever loaded.");

    /// <summary>Starts an activity.</summary>
    /// <param name="operation">What is done.</param>
    /// <param name="service">The service's name.</param>
    /// <returns>The activity, or null where nobody listens.</returns>
    public static Activity? Start(string operation, string service)
        => Activities.StartActivity(operation)?.SetTag(ServiceTag, service);

    /// <summary>Counts an answer.</summary>
    /// <param name="activity">Its activity.</param>
    /// <param name="service">The service's name.</param>
    /// <param name="took">How long it took, with reading the image and waiting for a turn.</param>
    /// <param name="isKnown">Whether the image is of the classes; null where that is not told, and then no tag.</param>
    public static void Answered(Activity? activity, string service, TimeSpan took, bool? isKnown)
    {
        var tags = new TagList { { ServiceTag, service } };
        if (isKnown is { } known)
        {
            activity?.SetTag(KnownTag, known);
            tags.Add(KnownTag, known);
        }

        Predictions.Add(1, tags);
        Durations.Record(took.TotalSeconds, tags);
    }

    /// <summary>Marks an activity as failed.</summary>
    /// <param name="activity">The activity.</param>
    /// <param name="exception">Why.</param>
    public static void Failed(Activity? activity, Exception exception)
        => activity?.SetStatus(ActivityStatusCode.Error, exception.Message);
}
