using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms.Image;

public sealed class VectorToImageConvertingEstimator : TrivialEstimator<VectorToImageConvertingTransformer>
{
    internal VectorToImageConvertingEstimator(int height, int width, ColorPlanes planes,
        params (string outputColumnName, string inputColumnName)[] columns)
        : base(new VectorToImageConvertingTransformer(height, width, planes, columns))
    {
    }

    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Contracts.CheckValue(inputSchema, nameof(inputSchema));
        return inputSchema.With(Transformer.ColumnPairs.Select(pair =>
        {
            var column = inputSchema.Require(pair.inputColumnName);
            if (column.Kind != SchemaShape.Column.VectorKind.Vector || !VectorToImageConvertingTransformer.Takes(column.ItemType))
            {
                throw Contracts.ExceptSchemaMismatch(nameof(inputSchema), "input", column.Name,
                    "known-size vector of type Single, Double or Byte", column.TypeText());
            }
            return SchemaShape.Column.Of(pair.outputColumnName, Transformer.NewType());
        }));
    }
}

public sealed class VectorToImageConvertingTransformer : OneToOneTransformerBase
{
    private readonly int _height;
    private readonly int _width;
    private readonly ColorPlanes _planes;

    internal VectorToImageConvertingTransformer(int height, int width, ColorPlanes planes, params (string, string)[] columns)
        : base(columns)
    {
        planes.Check();
        Contracts.CheckParam(width > 0, "imageWidth", "Image width must be greater than zero");
        Contracts.CheckParam(height > 0, "imageHeight", "Image height must be greater than zero");
        _height = height;
        _width = width;
        _planes = planes;
    }

    internal ImageDataViewType NewType() => new(_height, _width);

    internal static bool Takes(DataViewType item)
        => item == NumberDataViewType.Single || item == NumberDataViewType.Double || item == NumberDataViewType.Byte;

    private protected override DataViewSchema.DetachedColumn OutputColumn(int pair, DataViewSchema.Column input)
    {
        if (input.Type is not VectorDataViewType vector)
            throw Contracts.ExceptSchemaMismatch("inputSchema", "input", input.Name, "image", input.Type.ToString());
        if (vector.Size != _height * _width * _planes.Count)
        {
            throw Contracts.ExceptSchemaMismatch("inputSchema", "input", input.Name,
                new VectorDataViewType(vector.ItemType, _height, _width, _planes.Count).ToString(), vector.ToString());
        }
        return new DataViewSchema.DetachedColumn(ColumnPairs[pair].outputColumnName, NewType());
    }

    private protected override Delegate MakeGetter(int pair, DataViewRow row, DataViewSchema.Column input)
    {
        var item = input.Type.ItemOrSelf();
        Contracts.Check(Takes(item), "We only support float, double or byte arrays");
        return item == NumberDataViewType.Byte ? Getter<byte>(row, input, b => b)
            : item == NumberDataViewType.Single ? Getter<float>(row, input, ToByte)
            : Getter<double>(row, input, d => ToByte((float)d));
    }

    private byte ToByte(float value)
        => _planes.Scales ? unchecked((byte)Math.Round((value * _planes.Scale) - _planes.Offset)) : unchecked((byte)value);

    private ValueGetter<MLImage> Getter<T>(DataViewRow row, DataViewSchema.Column input, Func<T, byte> convert)
    {
        var getVector = row.GetGetter<VBuffer<T>>(input);
        var selected = _planes.Selected;
        // Alpha that the vector does not give is full; but none where values are scaled, as in the real one.
        byte alpha = _planes.Scales && typeof(T) != typeof(byte) ? (byte)0 : (byte)255;
        VBuffer<T> vector = default;
        return (ref MLImage image) =>
        {
            getVector(ref vector);
            image = null;
            if (vector.GetValues().IsEmpty)
                return;
            var values = vector.DenseValues().ToArray();
            int pixels = _height * _width;
            var bytes = new byte[pixels * 4];
            for (int pixel = 0; pixel < pixels; pixel++)
            {
                bytes[(4 * pixel) + 3] = alpha;
                for (int plane = 0; plane < selected.Length; plane++)
                    bytes[(4 * pixel) + selected[plane]] = convert(values[_planes.Index(plane, pixel, pixels)]);
            }
            image = MLImage.CreateFromPixels(_width, _height, MLPixelFormat.Bgra32, bytes);
            image.Tag = nameof(VectorToImageConvertingTransformer);
        };
    }

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.SetLoader(typeof(VectorToImageConvertingTransformer));
        ctx.Writer.Write(_height);
        ctx.Writer.Write(_width);
        _planes.Write(ctx.Writer);
        SaveColumns(ctx);
    }

    internal static ITransformer Create(IHostEnvironment env, ModelLoadContext ctx)
        => new VectorToImageConvertingTransformer(ctx.Reader.ReadInt32(), ctx.Reader.ReadInt32(), ColorPlanes.Read(ctx.Reader),
            LoadColumns(ctx));
}
