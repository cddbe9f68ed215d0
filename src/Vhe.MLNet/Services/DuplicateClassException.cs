namespace Vhe.MLNet;

/// <summary>
/// A few-shot service has a class of that name already, or of a name that differs only in case or Unicode normal form. A web
/// application answers with status 409.
/// </summary>
public sealed class DuplicateClassException : ArgumentException
{
    internal DuplicateClassException(string className)
        : base($"The service has a class '{className}' already. Names that differ only in case are the same name.")
        => ClassName = className;

    /// <summary>The name that was to be added.</summary>
    public string ClassName { get; }
}
