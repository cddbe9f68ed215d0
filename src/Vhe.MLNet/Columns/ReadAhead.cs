namespace Vhe.MLNet.Columns;

/// <summary>
/// ML.NET reads ahead on threads of its own, and hides what they meet, for instance the name of a broken file, in an
/// <see cref="InvalidOperationException"/>, once for each such stage of a pipeline.
/// </summary>
internal static class ReadAhead
{
    /// <summary>The bad data behind an exception.</summary>
    public static InvalidDataException? CauseOf(InvalidOperationException exception)
    {
        Exception? cause = exception;
        while (cause is InvalidOperationException)
            cause = cause.InnerException;

        return cause as InvalidDataException;
    }
}
