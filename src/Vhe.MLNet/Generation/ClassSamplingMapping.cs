using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using Vhe.MLNet.Persistence;

namespace Vhe.MLNet.Generation;

/// <summary>The mapping from a name to images of a new class.</summary>
[CustomMappingFactoryAttribute(Contract)]
internal sealed class ClassSamplingMapping : CustomMappingFactory<ClassSamplingMapping.Row, KnownSizeVector>
{
    /// <summary>The name under which the mapping is saved; it never changes.</summary>
    public const string Contract = "Vhe.MLNet.SampleNewClass.v1";

    /// <summary>The internal column of names.</summary>
    public const string InputName = "Vhe.NewClass.Name";

    private static readonly Func<ReadOnlyMemory<char>, ClassSamplingState> Parse = ClassSamplingState.FromState;

    /// <summary>Whether a transformer is this mapping.</summary>
    /// <param name="transformer">The transformer.</param>
    /// <returns>True if it is.</returns>
    public static bool Is(ITransformer transformer) => transformer is CustomMappingTransformer<Row, KnownSizeVector>;

    /// <summary>Draws the images.</summary>
    /// <param name="input">The name.</param>
    /// <param name="output">The images.</param>
    public static void Map(Row input, KnownSizeVector output)
        => output.Set(StateCache<ClassSamplingState>.Get(input.State, Parse).Draw(input.Name.Span));

    /// <inheritdoc/>
    public override Action<Row, KnownSizeVector> GetMapping() => ModelMapping.Ready<Action<Row, KnownSizeVector>>(Map);

    /// <summary>A row with a name.</summary>
    internal sealed class Row
    {
        /// <summary>The name.</summary>
        [ColumnName(InputName)]
        public ReadOnlyMemory<char> Name { get; set; }

        /// <summary>The model.</summary>
        [ColumnName(StateColumn.Name)]
        public ReadOnlyMemory<char> State { get; set; }
    }
}
