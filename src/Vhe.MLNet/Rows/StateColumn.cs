using Microsoft.ML.Transforms;

namespace Vhe.MLNet.Rows;

/// <summary>A mapping that adds a constant key, by which a lookup table that is saved with the chain gives the state.</summary>
internal sealed class StateColumn
{
    /// <summary>The column of the state, text.</summary>
    public const string Name = "Vhe.State";

    /// <summary>The column of the key.</summary>
    public const string KeyName = "Vhe.Key";

    public const string Key = "state";

    [ColumnName(KeyName)]
    public string? Value { get; set; }

    public static void Add(ChainBuilder chain, string state)
        => chain.Add(
            chain.Catalog.CustomMapping<NoColumns, StateColumn>(KeyMapping.Map, KeyMapping.Contract),
            chain.Catalog.Conversion.MapValue(Name, [KeyValuePair.Create(Key, state)], KeyName));

    internal sealed class NoColumns;

    [CustomMappingFactoryAttribute(Contract)]
    internal sealed class KeyMapping : CustomMappingFactory<NoColumns, StateColumn>
    {
        public const string Contract = "Vhe.MLNet.Key.v1";

        public static void Map(NoColumns input, StateColumn output) => output.Value = Key;

        public override Action<NoColumns, StateColumn> GetMapping() => Map;
    }
}
