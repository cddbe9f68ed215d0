using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using Vhe.MLNet.Columns;
using Vhe.MLNet.Persistence;

namespace Vhe.MLNet.Generation;

/// <summary>The mappings from an image, or from the name of a class, to new images of its class.</summary>
internal static class ExampleGenerationMapping
{
    /// <summary>The internal column of images, or of names.</summary>
    public const string InputName = "Vhe.Generation.Input";

    private static readonly Func<ReadOnlyMemory<char>, ExampleGenerationState> Parse = ExampleGenerationState.FromState;

    /// <summary>Whether a transformer is one of these mappings.</summary>
    /// <param name="transformer">The transformer.</param>
    /// <returns>True if it is.</returns>
    public static bool Is(ITransformer transformer)
        => transformer is CustomMappingTransformer<ImageRow, KnownSizeVector>
            or CustomMappingTransformer<ClassRow, KnownSizeVector>;

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

    /// <summary>A row with a class.</summary>
    internal sealed class ClassRow
    {
        /// <summary>The class.</summary>
        [ColumnName(InputName)]
        public ReadOnlyMemory<char> Label { get; set; }

        /// <summary>The model and the examples.</summary>
        [ColumnName(StateColumn.Name)]
        public ReadOnlyMemory<char> State { get; set; }
    }

    /// <summary>From an image.</summary>
    [CustomMappingFactoryAttribute(Contract)]
    internal sealed class FromImage : CustomMappingFactory<ImageRow, KnownSizeVector>
    {
        /// <summary>The name under which the mapping is saved; it never changes.</summary>
        public const string Contract = "Vhe.MLNet.GenerateFromImage.v1";

        /// <summary>Draws the images.</summary>
        /// <param name="input">The example.</param>
        /// <param name="output">The images.</param>
        public static void Map(ImageRow input, KnownSizeVector output)
        {
            var state = StateCache<ExampleGenerationState>.Get(input.State, Parse);
            output.Set(state.FromImage(ImageReader.Read(input.Image, state.Model.ImageShape.Length, state.ImageColumnName)));
        }

        /// <inheritdoc/>
        public override Action<ImageRow, KnownSizeVector> GetMapping() => ModelMapping.Ready<Action<ImageRow, KnownSizeVector>>(Map);
    }

    /// <summary>From a class.</summary>
    [CustomMappingFactoryAttribute(Contract)]
    internal sealed class FromClass : CustomMappingFactory<ClassRow, KnownSizeVector>
    {
        /// <summary>The name under which the mapping is saved; it never changes.</summary>
        public const string Contract = "Vhe.MLNet.GenerateFromClass.v1";

        /// <summary>Draws the images.</summary>
        /// <param name="input">The class.</param>
        /// <param name="output">The images.</param>
        public static void Map(ClassRow input, KnownSizeVector output)
            => output.Set(StateCache<ExampleGenerationState>.Get(input.State, Parse).FromClass(input.Label.ToString()));

        /// <inheritdoc/>
        public override Action<ClassRow, KnownSizeVector> GetMapping() => ModelMapping.Ready<Action<ClassRow, KnownSizeVector>>(Map);
    }
}
