using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms.Image;

public sealed class ImagePixelExtractingEstimator : TrivialEstimator<ImagePixelExtractingTransformer>
{
    internal ImagePixelExtractingEstimator(ColorPlanes planes, bool asFloats,
        params (string outputColumnName, string inputColumnName)[] columns)
        : base(new ImagePixelExtractingTransformer(planes, asFloats, columns))
    {
    }

    [Flags]
    public enum ColorBits : byte
    {
        Alpha = 1,
        Red = 2,
        Green = 4,
        Blue = 8,
        Rgb = Red | Green | Blue,
        All = Alpha | Red | Green | Blue,
    }

    public enum ColorsOrder : byte
    {
        ARGB = 1,
        ARBG = 2,
        ABRG = 3,
        ABGR = 4,
        AGRB = 5,
        AGBR = 6,
    }

    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Contracts.CheckValue(inputSchema, nameof(inputSchema));
        return inputSchema.With(Transformer.ColumnPairs.Select(pair =>
        {
            inputSchema.RequireImage(pair.inputColumnName);
            return SchemaShape.Column.Of(pair.outputColumnName, new VectorDataViewType(Transformer.ItemType, 1));
        }));
    }
}

public sealed class ImagePixelExtractingTransformer : OneToOneTransformerBase
{
    private readonly ColorPlanes _planes;
    private readonly bool _asFloats;

    internal ImagePixelExtractingTransformer(ColorPlanes planes, bool asFloats, params (string, string)[] columns)
        : base(columns)
    {
        planes.Check();
        _planes = planes;
        _asFloats = asFloats;
    }

    internal NumberDataViewType ItemType => _asFloats ? NumberDataViewType.Single : NumberDataViewType.Byte;

    private protected override DataViewSchema.DetachedColumn OutputColumn(int pair, DataViewSchema.Column input)
    {
        var image = input.ImageType();
        if (image.Height <= 0 || image.Width <= 0)
            throw Contracts.ExceptSchemaMismatch("inputSchema", "input", input.Name, "known-size image", "unknown-size image");
        var type = _planes.Interleaved
            ? new VectorDataViewType(ItemType, image.Height, image.Width, _planes.Count)
            : new VectorDataViewType(ItemType, _planes.Count, image.Height, image.Width);
        return new DataViewSchema.DetachedColumn(ColumnPairs[pair].outputColumnName, type);
    }

    private protected override Delegate MakeGetter(int pair, DataViewRow row, DataViewSchema.Column input)
        => _asFloats
            ? Getter<float>(row, input, b => _planes.Scales ? (b - _planes.Offset) * _planes.Scale : b)
            : Getter(row, input, b => b);

    private ValueGetter<VBuffer<T>> Getter<T>(DataViewRow row, DataViewSchema.Column input, Func<byte, T> convert)
    {
        var getImage = row.GetGetter<MLImage>(input);
        var type = input.ImageType();
        int pixels = type.Height * type.Width;
        var selected = _planes.Selected;
        MLImage image = null;
        return (ref VBuffer<T> value) =>
        {
            getImage(ref image);
            var editor = VBufferEditor.Create(ref value, pixels * selected.Length, image is null ? 0 : null);
            if (image is not null)
            {
                Contracts.Check(image.Height == type.Height && image.Width == type.Width,
                    $"Column '{input.Name}': expected {type}, but got {image.Height} x {image.Width}");
                var bytes = image.Pixels;
                for (int plane = 0; plane < selected.Length; plane++)
                {
                    int at = image.PixelFormat == MLPixelFormat.Rgba32 && selected[plane] != 3 && selected[plane] != 1
                        ? 2 - selected[plane] : selected[plane];
                    for (int pixel = 0; pixel < pixels; pixel++)
                        editor.Values[_planes.Index(plane, pixel, pixels)] = convert(bytes[(4 * pixel) + at]);
                }
            }
            value = editor.Commit();
        };
    }

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.SetLoader(typeof(ImagePixelExtractingTransformer));
        _planes.Write(ctx.Writer);
        ctx.Writer.Write(_asFloats);
        SaveColumns(ctx);
    }

    internal static ITransformer Create(IHostEnvironment env, ModelLoadContext ctx)
        => new ImagePixelExtractingTransformer(ColorPlanes.Read(ctx.Reader), ctx.Reader.ReadBoolean(), LoadColumns(ctx));
}
