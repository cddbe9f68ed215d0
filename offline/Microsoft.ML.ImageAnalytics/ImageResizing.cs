using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms.Image;

public sealed class ImageResizingEstimator : TrivialEstimator<ImageResizingTransformer>
{
    internal ImageResizingEstimator(int width, int height, ResizingKind resizing, Anchor anchor,
        params (string outputColumnName, string inputColumnName)[] columns)
        : base(new ImageResizingTransformer(width, height, resizing, anchor, columns))
    {
    }

    public enum ResizingKind : byte
    {
        IsoPad = 0,
        IsoCrop = 1,
        Fill = 2,
    }

    public enum Anchor : byte
    {
        Right = 0,
        Left = 1,
        Top = 2,
        Bottom = 3,
        Center = 4,
    }

    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Contracts.CheckValue(inputSchema, nameof(inputSchema));
        return inputSchema.With(Transformer.ColumnPairs.Select(pair =>
        {
            inputSchema.RequireImage(pair.inputColumnName);
            return SchemaShape.Column.Of(pair.outputColumnName, Transformer.Type);
        }));
    }
}

public sealed class ImageResizingTransformer : OneToOneTransformerBase
{
    private readonly ImageResizingEstimator.ResizingKind _resizing;
    private readonly ImageResizingEstimator.Anchor _anchor;

    internal ImageResizingTransformer(int width, int height, ImageResizingEstimator.ResizingKind resizing,
        ImageResizingEstimator.Anchor anchor, params (string outputColumnName, string inputColumnName)[] columns)
        : base(columns)
    {
        Contracts.CheckUserArg(width > 0, "imageWidth", null);
        Contracts.CheckUserArg(height > 0, "imageHeight", null);
        Contracts.CheckUserArg(Enum.IsDefined(resizing), nameof(resizing), null);
        Contracts.CheckUserArg(Enum.IsDefined(anchor), nameof(anchor), null);
        Type = new ImageDataViewType(height, width);
        _resizing = resizing;
        _anchor = anchor;
    }

    internal ImageDataViewType Type { get; }

    private protected override DataViewSchema.DetachedColumn OutputColumn(int pair, DataViewSchema.Column input)
    {
        input.ImageType();
        return new DataViewSchema.DetachedColumn(ColumnPairs[pair].outputColumnName, Type);
    }

    private protected override Delegate MakeGetter(int pair, DataViewRow row, DataViewSchema.Column input)
    {
        var getImage = row.GetGetter<MLImage>(input);
        MLImage source = null;
        return (ValueGetter<MLImage>)((ref MLImage image) =>
        {
            image?.Dispose();
            getImage(ref source);
            if (source is null)
                return;
            image = source;
            if (source.Height == Type.Height && source.Width == Type.Width)
                return;
            image = ImageEditing.Resize(source, Type.Width, Type.Height, _resizing, _anchor);
            image.Tag = source.Tag;
        });
    }

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.SetLoader(typeof(ImageResizingTransformer));
        ctx.Writer.Write(Type.Width);
        ctx.Writer.Write(Type.Height);
        ctx.Writer.Write((byte)_resizing);
        ctx.Writer.Write((byte)_anchor);
        SaveColumns(ctx);
    }

    internal static ITransformer Create(IHostEnvironment env, ModelLoadContext ctx)
        => new ImageResizingTransformer(ctx.Reader.ReadInt32(), ctx.Reader.ReadInt32(),
            (ImageResizingEstimator.ResizingKind)ctx.Reader.ReadByte(), (ImageResizingEstimator.Anchor)ctx.Reader.ReadByte(),
            LoadColumns(ctx));
}
