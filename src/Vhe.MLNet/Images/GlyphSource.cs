using System.Runtime.InteropServices;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using Vhe.MLNet.Columns;

namespace Vhe.MLNet.Images;

/// <summary>What a column that <c>LoadGlyphs</c> reads holds.</summary>
/// <param name="Images">Whether it holds images.</param>
/// <param name="Bytes">Whether it holds the bytes of image files; where neither, it holds paths.</param>
/// <param name="Height">Height of the images where it is known, otherwise 0.</param>
/// <param name="Width">Width of the images where it is known, otherwise 0.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct GlyphSource(bool Images, bool Bytes, int Height = 0, int Width = 0)
{
    private const string Kinds = "the paths of image files (text), images, or the bytes of image files";

    /// <summary>Looks at a column.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="name">The user's column.</param>
    /// <returns>What it holds.</returns>
    /// <exception cref="ArgumentException">The column is missing, or holds something else.</exception>
    public static GlyphSource Of(DataViewSchema schema, string name) => InputColumn.Require(schema, name, Kinds).Type switch
    {
        TextDataViewType => new(Images: false, Bytes: false),
        VectorDataViewType { ItemType: NumberDataViewType item } when item == NumberDataViewType.Byte => new(Images: false, Bytes: true),
        ImageDataViewType image when (long)image.Height * image.Width > ImageHeader.MaxPixels
            => throw InputColumn.WrongType(name, image.ToString(), "images of at most 16 megapixels"),
        ImageDataViewType image => new(Images: true, Bytes: false, image.Height, image.Width),
        var other => throw InputColumn.WrongType(name, other.ToString()!, Kinds),
    };

    /// <summary>Checks a column of a schema shape.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="name">The user's column.</param>
    /// <exception cref="ArgumentException">The column is missing, or holds none of these.</exception>
    public static void Check(SchemaShape shape, string name)
    {
        var column = InputColumn.Require(shape, name, Kinds);
        var fits = column.Kind == SchemaShape.Column.VectorKind.Scalar
            ? column.ItemType is TextDataViewType or ImageDataViewType
            : column.ItemType == NumberDataViewType.Byte;
        if (!fits)
        {
            throw InputColumn.WrongType(name, column.ItemType.ToString()!, Kinds);
        }
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
