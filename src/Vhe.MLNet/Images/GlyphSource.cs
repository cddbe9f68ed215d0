using System.Runtime.InteropServices;
using Microsoft.ML.Transforms.Image;

namespace Vhe.MLNet.Images;

/// <summary>
/// What a column that <c>LoadGlyphs</c> reads holds: images, the bytes of image files, or otherwise paths. The size of the images
/// is 0 where it is unknown.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct GlyphSource(bool Images, bool Bytes, int Height = 0, int Width = 0)
{
    private const string Kinds = "the paths of image files (text), images, or the bytes of image files";

    /// <summary>Finds out what a column of a schema holds.</summary>
    /// <exception cref="ArgumentException">The column is missing, or holds something else.</exception>
    public static GlyphSource Of(DataViewSchema schema, string name) => InputColumn.Require(schema, name, Kinds).Type switch
    {
        TextDataViewType => new(Images: false, Bytes: false),
        VectorDataViewType { ItemType: NumberDataViewType item } when item == NumberDataViewType.Byte => new(Images: false, Bytes: true),
        ImageDataViewType image when (long)image.Height * image.Width > ImageDecoder.MaxPixels
            => throw InputColumn.WrongType(name, image.ToString(), "images of at most 16 megapixels"),
        ImageDataViewType image => new(Images: true, Bytes: false, image.Height, image.Width),
        var other => throw InputColumn.WrongType(name, other.ToString()!, Kinds),
    };

    /// <summary>Checks that a column of a schema shape holds one of these.</summary>
    /// <exception cref="ArgumentException">The column is missing, or holds something else.</exception>
    public static void Check(SchemaShape shape, string name)
    {
        var column = InputColumn.Require(shape, name, Kinds);
        var fits = column.Kind == SchemaShape.Column.VectorKind.Scalar
            ? column.ItemType is TextDataViewType or ImageDataViewType
            : column.ItemType == NumberDataViewType.Byte;
        if (!fits)
            throw InputColumn.WrongType(name, column.ItemType.ToString()!, Kinds);
    }

    /// <inheritdoc/>
    public override string ToString() => this switch
    {
        { Bytes: true } => "bytes",
        { Images: false } => "text",
        { Height: 0 } => "images of unknown size",
        _ => $"images of {Height} x {Width} pixels",
    };
}
