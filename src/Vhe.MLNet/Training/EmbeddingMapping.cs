using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using Vhe.MLNet.Columns;
using Vhe.MLNet.Persistence;

namespace Vhe.MLNet.Training;

/// <summary>The mapping from an image to the posterior mean of c given that image.</summary>
[CustomMappingFactoryAttribute(Contract)]
internal sealed class EmbeddingMapping : CustomMappingFactory<EmbeddingMapping.Row, KnownSizeVector>
{
    /// <summary>The name under which the mapping is saved; it never changes.</summary>
    public const string Contract = "Vhe.MLNet.Embedding.v1";

    /// <summary>The internal column of images.</summary>
    public const string InputName = "Vhe.Embedding.Image";

    private static readonly Func<ReadOnlyMemory<char>, EmbeddingState> Parse = EmbeddingState.FromState;

    /// <summary>Whether a transformer is this mapping.</summary>
    /// <param name="transformer">The transformer.</param>
    /// <returns>True if it is.</returns>
    public static bool Is(ITransformer transformer) => transformer is CustomMappingTransformer<Row, KnownSizeVector>;

    /// <summary>Infers the code.</summary>
    /// <param name="input">The image.</param>
    /// <param name="output">The code.</param>
    public static void Map(Row input, KnownSizeVector output)
    {
        var state = StateCache<EmbeddingState>.Get(input.State, Parse);
        var image = ImageReader.Read(input.Image, state.Model.ImageShape.Length, state.ImageColumnName);
        output.Set(state.Model.Embed([image]));
    }

    /// <inheritdoc/>
    public override Action<Row, KnownSizeVector> GetMapping() => ModelMapping.Ready<Action<Row, KnownSizeVector>>(Map);

    /// <summary>A row with an image.</summary>
    internal sealed class Row
    {
        /// <summary>The image.</summary>
        [ColumnName(InputName)]
        public VBuffer<float> Image { get; set; }

        /// <summary>The model.</summary>
        [ColumnName(StateColumn.Name)]
        public ReadOnlyMemory<char> State { get; set; }
    }
}
