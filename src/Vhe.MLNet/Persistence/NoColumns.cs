namespace Vhe.MLNet.Persistence;

/// <summary>The input row of a mapping that reads no column.</summary>
internal sealed class NoColumns;
