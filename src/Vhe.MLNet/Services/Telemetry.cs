using System.Diagnostics;
using System.Diagnostics.Metrics;
using TorchSharp;

namespace Vhe.MLNet.Services;

/// <summary>The metrics and activities of all few-shot services of the process, tagged with the service's name.
/// Thread-safe.</summary>
internal static class Telemetry
{
    private const string Name = "Vhe.MLNet";
    private const string ServiceTag = "vhe.service";
    private const string KnownTag = "vhe.known";

    private static readonly Meter Meter = new(Name);
    private static readonly ActivitySource Activities = new(Name);

    private static readonly Counter<long> Predictions = Meter.CreateCounter<long>(
        "vhe.predictions",
        "{prediction}",
        "Images classified. The tag vhe.known, present where unknown images are detected, is true for images of known classes.");

    private static readonly Histogram<double> Durations = Meter.CreateHistogram(
        "vhe.prediction.duration",
        "s",
        "Time to classify an image, including reading it and waiting for a turn.",
        tags: null,
        new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
        });

    static Telemetry()
        => Meter.CreateObservableGauge(
            "vhe.tensors",
            () => torch.Tensor.TotalCount,
            "{tensor}",
            "Live tensors by TorchSharp's count, which includes one more for each parameter of every model ever loaded.");

    /// <summary>Starts an activity; null where nobody listens.</summary>
    public static Activity? Start(string operation, string service)
        => Activities.StartActivity(operation)?.SetTag(ServiceTag, service);

    /// <summary>Counts an answer. Without <paramref name="isKnown"/> there is no such tag.</summary>
    public static void Answered(Activity? activity, string service, TimeSpan duration, bool? isKnown)
    {
        var tags = new TagList { { ServiceTag, service } };
        if (isKnown is { } known)
        {
            activity?.SetTag(KnownTag, known);
            tags.Add(KnownTag, known);
        }

        Predictions.Add(1, tags);
        Durations.Record(duration.TotalSeconds, tags);
    }

    public static void Failed(Activity? activity, Exception exception)
        => activity?.SetStatus(ActivityStatusCode.Error, exception.Message);
}
