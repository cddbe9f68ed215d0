namespace Vhe.MLNet;

/// <summary>A few-shot service has no class of that name. A web application answers with status 404.</summary>
public sealed class UnknownClassException : ArgumentException
{
    internal UnknownClassException(string className)
        : base($"The service has no class '{className}'.")
        => ClassName = className;

    /// <summary>The name that was asked for.</summary>
    public string ClassName { get; }
}
