using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using Vhe.MLNet.Columns;
using Vhe.MLNet.Persistence;

namespace Vhe.MLNet.Generation;

/// <summary>The mapping from a character and a style to images of the one in the other.</summary>
[CustomMappingFactoryAttribute(Contract)]
internal sealed class StyleTransferMapping : CustomMappingFactory<StyleTransferMapping.Row, KnownSizeVector>
{
    /// <summary>The name under which the mapping is saved; it never changes.</summary>
    public const string Contract = "Vhe.MLNet.TransferStyle.v1";

    /// <summary>The internal column of characters.</summary>
    public const string ContentName = "Vhe.Style.Content";

    /// <summary>The internal column of images in the wanted styles.</summary>
    public const string StyleName = "Vhe.Style.Style";

    private static readonly Func<ReadOnlyMemory<char>, StyleTransferState> Parse = StyleTransferState.FromState;

    /// <summary>Whether a transformer is this mapping.</summary>
    /// <param name="transformer">The transformer.</param>
    /// <returns>True if it is.</returns>
    public static bool Is(ITransformer transformer) => transformer is CustomMappingTransformer<Row, KnownSizeVector>;

    /// <summary>Draws the images.</summary>
    /// <param name="input">The two images.</param>
    /// <param name="output">The drawn ones.</param>
    public static void Map(Row input, KnownSizeVector output)
    {
        var state = StateCache<StyleTransferState>.Get(input.State, Parse);
        var length = state.Model.ImageShape.Length;
        output.Set(state.Draw(
            ImageReader.Read(input.Content, length, state.ContentColumnName),
            ImageReader.Read(input.Style, length, state.StyleColumnName)));
    }

    /// <inheritdoc/>
    public override Action<Row, KnownSizeVector> GetMapping() => ModelMapping.Ready<Action<Row, KnownSizeVector>>(Map);

    /// <summary>A row with two images.</summary>
    internal sealed class Row
    {
        /// <summary>The character.</summary>
        [ColumnName(ContentName)]
        public VBuffer<float> Content { get; set; }

        /// <summary>The style.</summary>
        [ColumnName(StyleName)]
        public VBuffer<float> Style { get; set; }

        /// <summary>The model.</summary>
        [ColumnName(StateColumn.Name)]
        public ReadOnlyMemory<char> State { get; set; }
    }
}
