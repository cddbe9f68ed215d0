using Microsoft.ML.Data;

namespace Microsoft.ML.Runtime;

public interface IExceptionContext
{
    string ContextDescription { get; }
    TException Process<TException>(TException ex) where TException : Exception;
}

// The kinds of exception, and the wording, that callers of ML.NET meet.
internal static class Contracts
{
    public static InvalidOperationException Except(string message) => new(message);

    // ML.NET's answer where a row class has a member of a type that its typed cursor cannot bind. Nothing of the stand-in is missing there.
    public static NotImplementedException ExceptNotImpl(string message) => new(message);

    public static ArgumentOutOfRangeException ExceptParam(string paramName, string message) => new(paramName, message);
    public static FormatException ExceptDecode(string message, Exception inner = null) => new(message, inner);

    public static ArgumentOutOfRangeException ExceptSchemaMismatch(string paramName, string role, string column)
        => new(paramName, $"Could not find {role} column '{column}'");

    public static ArgumentOutOfRangeException ExceptSchemaMismatch(string paramName, string role, string column,
        string expected, string actual)
        => new(paramName, $"Schema mismatch for {role} column '{column}': expected {expected}, got {actual}");

    public static void Check(bool condition, string message)
    {
        if (!condition)
            throw Except(message);
    }

    public static void CheckParam(bool condition, string paramName, string message = null)
    {
        if (!condition)
            throw new ArgumentOutOfRangeException(paramName, message);
    }

    public static void CheckUserArg(bool condition, string name, string message)
    {
        if (!condition)
            throw new ArgumentOutOfRangeException(name, message);
    }

    public static void CheckValue(object value, string paramName)
    {
        if (value is null)
            throw new ArgumentNullException(paramName);
    }

    public static void CheckNonEmpty(string value, string paramName)
    {
        if (string.IsNullOrEmpty(value))
            throw ExceptParam(paramName, $"{paramName} cannot be null or empty");
    }

    public static DataViewSchema.Column Require(this DataViewSchema schema, string column, string role = "input")
        => schema.GetColumnOrNull(column) ?? throw ExceptSchemaMismatch("inputSchema", role, column);

    public static SchemaShape.Column Require(this SchemaShape schema, string column, string role = "input")
        => schema.TryFindColumn(column, out var found) ? found : throw ExceptSchemaMismatch("inputSchema", role, column);
}
