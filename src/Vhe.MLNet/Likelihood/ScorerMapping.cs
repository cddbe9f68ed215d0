using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using Vhe.MLNet.Columns;
using Vhe.MLNet.Persistence;

namespace Vhe.MLNet.Likelihood;

/// <summary>The mappings from an image, alone or with its class, to how likely it is.</summary>
internal static class ScorerMapping
{
    /// <summary>The internal column of images.</summary>
    public const string InputName = "Vhe.Likelihood.Image";

    /// <summary>The internal column of classes.</summary>
    public const string LabelName = "Vhe.Likelihood.Label";

    private static readonly Func<ReadOnlyMemory<char>, ScorerState> Parse = ScorerState.FromState;

    /// <summary>Whether a transformer is one of these mappings.</summary>
    /// <param name="transformer">The transformer.</param>
    /// <returns>True if it is.</returns>
    public static bool Is(ITransformer transformer)
        => transformer is CustomMappingTransformer<ImageRow, Scores> or CustomMappingTransformer<LabeledRow, Scores>;

    private static ScorerState StateOf(ReadOnlyMemory<char> state) => StateCache<ScorerState>.Get(state, Parse);

    private static float[] ImageOf(in VBuffer<float> image, ScorerState state)
        => ImageReader.Read(image, state.Model.ImageShape.Length, state.Columns.Image);

    /// <summary>A row with an image.</summary>
    internal sealed class ImageRow
    {
        /// <summary>The image.</summary>
        [ColumnName(InputName)]
        public VBuffer<float> Image { get; set; }

        /// <summary>The model.</summary>
        [ColumnName(StateColumn.Name)]
        public ReadOnlyMemory<char> State { get; set; }
    }

    /// <summary>A row with an image and its class.</summary>
    internal sealed class LabeledRow
    {
        /// <summary>The image.</summary>
        [ColumnName(InputName)]
        public VBuffer<float> Image { get; set; }

        /// <summary>The class.</summary>
        [ColumnName(LabelName)]
        public ReadOnlyMemory<char> Label { get; set; }

        /// <summary>The model and the examples.</summary>
        [ColumnName(StateColumn.Name)]
        public ReadOnlyMemory<char> State { get; set; }
    }

    /// <summary>log p(x).</summary>
    [CustomMappingFactoryAttribute(Contract)]
    internal sealed class Marginal : CustomMappingFactory<ImageRow, Scores>
    {
        /// <summary>The name under which the mapping is saved; it never changes.</summary>
        public const string Contract = "Vhe.MLNet.LogMarginal.v1";

        /// <summary>Scores an image.</summary>
        /// <param name="input">The image.</param>
        /// <param name="output">Its scores.</param>
        public static void Map(ImageRow input, Scores output)
        {
            var state = StateOf(input.State);
            output.Set(state, state.Scorer.LogLikelihood(ImageOf(input.Image, state)));
        }

        /// <inheritdoc/>
        public override Action<ImageRow, Scores> GetMapping() => ModelMapping.Ready<Action<ImageRow, Scores>>(Map);
    }

    /// <summary>log p(x | D).</summary>
    [CustomMappingFactoryAttribute(Contract)]
    internal sealed class Conditional : CustomMappingFactory<LabeledRow, Scores>
    {
        /// <summary>The name under which the mapping is saved; it never changes.</summary>
        public const string Contract = "Vhe.MLNet.LogConditional.v1";

        /// <summary>Scores an image.</summary>
        /// <param name="input">The image and its class.</param>
        /// <param name="output">Its scores.</param>
        public static void Map(LabeledRow input, Scores output)
        {
            var state = StateOf(input.State);
            output.Set(state, state.Scorer.LogLikelihood(ImageOf(input.Image, state), input.Label.ToString()));
        }

        /// <inheritdoc/>
        public override Action<LabeledRow, Scores> GetMapping() => ModelMapping.Ready<Action<LabeledRow, Scores>>(Map);
    }
}
