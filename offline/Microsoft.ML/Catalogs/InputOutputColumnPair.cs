using Microsoft.ML.Runtime;

namespace Microsoft.ML;

public sealed class InputOutputColumnPair
{
    public InputOutputColumnPair(string outputColumnName, string inputColumnName = null)
    {
        Contracts.CheckNonEmpty(outputColumnName, nameof(outputColumnName));
        InputColumnName = inputColumnName ?? outputColumnName;
        OutputColumnName = outputColumnName;
    }

    public string InputColumnName { get; }
    public string OutputColumnName { get; }

    internal static (string, string)[] Tuples(InputOutputColumnPair[] columns)
    {
        Contracts.CheckValue(columns, nameof(columns));
        return columns.Select(c => (c.OutputColumnName, c.InputColumnName)).ToArray();
    }
}
