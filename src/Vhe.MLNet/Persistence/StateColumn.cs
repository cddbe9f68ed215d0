using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace Vhe.MLNet.Persistence;

/// <summary>
/// How a transformer's state gets into a model file. ML.NET gives a third party no loader of its own, but it saves its own
/// lookup tables: so one mapping emits a constant key, and a MapValue from that key to the state, as text, brings the state to
/// the mapping that needs it. Text passes through without a copy, whereas vectors are copied for every row.
/// </summary>
internal sealed class StateColumn
{
    /// <summary>The column of the state.</summary>
    public const string Name = "Vhe.State";

    /// <summary>The column of the constant key.</summary>
    public const string KeyName = "Vhe.Key";

    /// <summary>The constant key.</summary>
    public const string Key = "state";

    /// <summary>The key.</summary>
    [ColumnName(KeyName)]
    public string? Value { get; set; }

    /// <summary>Adds the key and the state to a chain.</summary>
    /// <param name="chain">The chain.</param>
    /// <param name="state">The state.</param>
    public static void Add(ChainBuilder chain, string state)
        => chain
            .Add(catalog => catalog.CustomMapping<NoColumns, StateColumn>(KeyMapping.Map, KeyMapping.Contract))
            .Add(catalog => catalog.Conversion.MapValue(Name, [KeyValuePair.Create(Key, state)], KeyName));

    /// <summary>The mapping that emits the key.</summary>
    [CustomMappingFactoryAttribute(Contract)]
    internal sealed class KeyMapping : CustomMappingFactory<NoColumns, StateColumn>
    {
        /// <summary>The name under which the mapping is saved; it never changes.</summary>
        public const string Contract = "Vhe.MLNet.Key.v1";

        /// <summary>Emits the key.</summary>
        /// <param name="input">Nothing.</param>
        /// <param name="output">The key.</param>
        public static void Map(NoColumns input, StateColumn output) => output.Value = Key;

        /// <inheritdoc/>
        public override Action<NoColumns, StateColumn> GetMapping() => Map;
    }
}
