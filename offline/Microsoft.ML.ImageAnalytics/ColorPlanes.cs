using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms.Image;

// Which colours of a pixel stand where in a vector.
internal sealed record ColorPlanes(ImagePixelExtractingEstimator.ColorBits Bits, ImagePixelExtractingEstimator.ColorsOrder Order,
    bool Interleaved, float Offset, float Scale)
{
    private const string Bytes = "BGRA";

    public int Count => Selected.Length;
    public bool Scales => Offset != 0 || Scale != 1;

    // Offsets into a pixel's blue, green, red, alpha, in the order of the planes.
    public int[] Selected
        => Order.ToString().Where(letter => Bits.HasFlag(Bit(letter))).Select(letter => Bytes.IndexOf(letter)).ToArray();

    // The vector index of a plane of a pixel.
    public int Index(int plane, int pixel, int pixels) => Interleaved ? (pixel * Count) + plane : (plane * pixels) + pixel;

    public void Check()
    {
        Contracts.CheckParam(Count > 0, "colorsToExtract", "Need to use at least one color plane.");
        Contracts.CheckParam(float.IsFinite(Offset), "offsetImage");
        Contracts.CheckParam(float.IsFinite(Scale) && Scale != 0, "scaleImage");
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write((byte)Bits);
        writer.Write((byte)Order);
        writer.Write(Interleaved);
        writer.Write(Offset);
        writer.Write(Scale);
    }

    public static ColorPlanes Read(BinaryReader reader)
        => new((ImagePixelExtractingEstimator.ColorBits)reader.ReadByte(),
            (ImagePixelExtractingEstimator.ColorsOrder)reader.ReadByte(), reader.ReadBoolean(), reader.ReadSingle(),
            reader.ReadSingle());

    private static ImagePixelExtractingEstimator.ColorBits Bit(char letter) => letter switch
    {
        'A' => ImagePixelExtractingEstimator.ColorBits.Alpha,
        'R' => ImagePixelExtractingEstimator.ColorBits.Red,
        'G' => ImagePixelExtractingEstimator.ColorBits.Green,
        _ => ImagePixelExtractingEstimator.ColorBits.Blue,
    };
}

internal static class ImageColumns
{
    public static SchemaShape.Column RequireImage(this SchemaShape schema, string name)
    {
        var column = schema.Require(name);
        return column.ItemType is ImageDataViewType && column.Kind == SchemaShape.Column.VectorKind.Scalar
            ? column : throw Contracts.ExceptSchemaMismatch("inputSchema", "input", name, "Image", column.TypeText());
    }

    public static ImageDataViewType ImageType(this DataViewSchema.Column column)
        => column.Type as ImageDataViewType
            ?? throw Contracts.ExceptSchemaMismatch("inputSchema", "input", column.Name, "image", column.Type.ToString());
}
