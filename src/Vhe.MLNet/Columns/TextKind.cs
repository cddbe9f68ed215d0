namespace Vhe.MLNet.Columns;

/// <summary>How a column comes to text.</summary>
internal enum TextKind
{
    /// <summary>It is text.</summary>
    Text,

    /// <summary>It is a key whose key values are text.</summary>
    Key,

    /// <summary>It is a whole number.</summary>
    Number,
}
