namespace Vhe.Networks;

/// <summary>
/// Something that this package was asked to do failed for a reason that is neither a bad argument nor a malformed file: training
/// that does not recover from divergence, or a native library that is missing or fails. The message says what failed and where.
/// </summary>
public sealed class VheException : Exception
{
    /// <summary>Creates an exception with a general message.</summary>
    public VheException()
        : base("The Variational Homoencoder could not do what it was asked.")
    {
    }

    /// <summary>Creates an exception.</summary>
    /// <param name="message">What failed, and where.</param>
    public VheException(string message)
        : base(message)
    {
    }

    /// <summary>The refusal to give a result that is no number, or infinite.</summary>
    internal static VheException NotFinite(string what = "likelihood")
        => new($"The model gives no finite {what}: its weights are not those of a trained model.");

    /// <summary>Creates an exception with its cause.</summary>
    /// <param name="message">What failed, and where.</param>
    /// <param name="innerException">The cause.</param>
    public VheException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
