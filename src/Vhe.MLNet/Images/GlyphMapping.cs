using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using Vhe.MLNet.Persistence;

namespace Vhe.MLNet.Images;

/// <summary>
/// The mappings from a path, the bytes of a file, or an image to the vector of ink: the part of <c>LoadGlyphs</c> that does the work.
/// </summary>
internal static class GlyphMapping
{
    /// <summary>The internal column of paths, bytes or images.</summary>
    public const string InputName = "Vhe.Glyph";

    private static readonly Func<ReadOnlyMemory<char>, GlyphSettings> Parse = GlyphSettings.FromState;

    /// <summary>Whether a transformer is one of the mappings.</summary>
    /// <param name="transformer">The transformer.</param>
    /// <returns>True if it is.</returns>
    public static bool Is(ITransformer transformer)
        => transformer is CustomMappingTransformer<PathRow, KnownSizeVector>
            or CustomMappingTransformer<BytesRow, KnownSizeVector>
            or CustomMappingTransformer<ImageRow, KnownSizeVector>
            or CustomMappingTransformer<PixelsRow, KnownSizeVector>;

    /// <summary>A row with a path.</summary>
    internal sealed class PathRow
    {
        /// <summary>The path of an image file.</summary>
        [ColumnName(InputName)]
        public ReadOnlyMemory<char> Path { get; set; }

        /// <summary>The settings.</summary>
        [ColumnName(StateColumn.Name)]
        public ReadOnlyMemory<char> State { get; set; }
    }

    /// <summary>A row with the bytes of an image file.</summary>
    internal sealed class BytesRow
    {
        /// <summary>The whole file.</summary>
        [ColumnName(InputName)]
        public VBuffer<byte> Bytes { get; set; }

        /// <summary>The settings.</summary>
        [ColumnName(StateColumn.Name)]
        public ReadOnlyMemory<char> State { get; set; }
    }

    /// <summary>A row with an image of unknown size, or of a size that a row class declares.</summary>
    internal sealed class ImageRow
    {
        /// <summary>The image.</summary>
        [ColumnName(InputName)]
        [AnyImage]
        public MLImage? Image { get; set; }

        /// <summary>The settings.</summary>
        [ColumnName(StateColumn.Name)]
        public ReadOnlyMemory<char> State { get; set; }
    }

    /// <summary>
    /// A row with the pixels of an image of known size. ML.NET binds only those image types that some row class of the process
    /// has declared, and a saved mapping cannot declare a size that it learns; its pixels have an ordinary type.
    /// </summary>
    internal sealed class PixelsRow
    {
        /// <summary>Four bytes a pixel.</summary>
        [ColumnName(InputName)]
        public VBuffer<byte> Pixels { get; set; }

        /// <summary>The settings.</summary>
        [ColumnName(StateColumn.Name)]
        public ReadOnlyMemory<char> State { get; set; }
    }

    /// <summary>From a path.</summary>
    [CustomMappingFactoryAttribute(Contract)]
    internal sealed class FromPath : CustomMappingFactory<PathRow, KnownSizeVector>
    {
        /// <summary>The name under which the mapping is saved; it never changes.</summary>
        public const string Contract = "Vhe.MLNet.GlyphFromPath.v1";

        /// <summary>Reads the file.</summary>
        /// <param name="input">The path.</param>
        /// <param name="output">The vector.</param>
        public static void Map(PathRow input, KnownSizeVector output)
            => output.Set(GlyphReader.Read(input.Path.ToString(), StateCache<GlyphSettings>.Get(input.State, Parse)));

        /// <inheritdoc/>
        public override Action<PathRow, KnownSizeVector> GetMapping() => Map;
    }

    /// <summary>From the bytes of a file.</summary>
    [CustomMappingFactoryAttribute(Contract)]
    internal sealed class FromBytes : CustomMappingFactory<BytesRow, KnownSizeVector>
    {
        /// <summary>The name under which the mapping is saved; it never changes.</summary>
        public const string Contract = "Vhe.MLNet.GlyphFromBytes.v1";

        /// <summary>Decodes the bytes.</summary>
        /// <param name="input">The bytes.</param>
        /// <param name="output">The vector.</param>
        public static void Map(BytesRow input, KnownSizeVector output)
            => output.Set(GlyphReader.ReadEncoded(input.Bytes, StateCache<GlyphSettings>.Get(input.State, Parse)));

        /// <inheritdoc/>
        public override Action<BytesRow, KnownSizeVector> GetMapping() => Map;
    }

    /// <summary>From an image.</summary>
    [CustomMappingFactoryAttribute(Contract)]
    internal sealed class FromImage : CustomMappingFactory<ImageRow, KnownSizeVector>
    {
        /// <summary>The name under which the mapping is saved; it never changes.</summary>
        public const string Contract = "Vhe.MLNet.GlyphFromImage.v1";

        /// <summary>Renders the image.</summary>
        /// <param name="input">The image.</param>
        /// <param name="output">The vector.</param>
        public static void Map(ImageRow input, KnownSizeVector output)
            => output.Set(GlyphReader.Read(input.Image, StateCache<GlyphSettings>.Get(input.State, Parse)));

        /// <inheritdoc/>
        public override Action<ImageRow, KnownSizeVector> GetMapping() => Map;
    }

    /// <summary>From pixels.</summary>
    [CustomMappingFactoryAttribute(Contract)]
    internal sealed class FromPixels : CustomMappingFactory<PixelsRow, KnownSizeVector>
    {
        /// <summary>The name under which the mapping is saved; it never changes.</summary>
        public const string Contract = "Vhe.MLNet.GlyphFromPixels.v1";

        /// <summary>Renders the pixels.</summary>
        /// <param name="input">The pixels.</param>
        /// <param name="output">The vector.</param>
        public static void Map(PixelsRow input, KnownSizeVector output)
            => output.Set(GlyphReader.Read(input.Pixels, StateCache<GlyphSettings>.Get(input.State, Parse)));

        /// <inheritdoc/>
        public override Action<PixelsRow, KnownSizeVector> GetMapping() => Map;
    }
}
