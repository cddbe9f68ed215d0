using Microsoft.Extensions.Logging;

namespace Vhe.MLNet.Services;

/// <summary>The log messages of few-shot services.</summary>
internal static partial class ServiceLog
{
    [LoggerMessage(
        1, LogLevel.Information, "Few-shot service '{Service}' has {Classes} classes with {Images} examples, and model {Model}.")]
    public static partial void Started(this ILogger logger, string service, int classes, int images, string model);

    [LoggerMessage(EventId = 2, Message = "Few-shot service '{Service}' computes on '{Device}': {Reason}")]
    public static partial void Device(this ILogger logger, LogLevel level, string service, string device, string reason);

    [LoggerMessage(3, LogLevel.Information, "Few-shot service '{Service}': class '{Class}' was added with {Images} examples.")]
    public static partial void Added(this ILogger logger, string service, string @class, int images);

    [LoggerMessage(4, LogLevel.Information, "Few-shot service '{Service}': class '{Class}' was removed.")]
    public static partial void Removed(this ILogger logger, string service, string @class);

    [LoggerMessage(5, LogLevel.Information, "Few-shot service '{Service}' now uses the replaced model {Model}.")]
    public static partial void Reloaded(this ILogger logger, string service, string model);

    [LoggerMessage(6, LogLevel.Error, "Few-shot service '{Service}' keeps its old model: the replaced {Model} cannot be used.")]
    public static partial void ReloadFailed(this ILogger logger, Exception exception, string service, string model);

    [LoggerMessage(7, LogLevel.Error, "Few-shot service '{Service}' could not check whether its model {Model} was replaced.")]
    public static partial void WatchFailed(this ILogger logger, Exception exception, string service, string model);
}
