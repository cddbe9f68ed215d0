using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms.Image;

public sealed class ImageGrayscalingEstimator : TrivialEstimator<ImageGrayscalingTransformer>
{
    internal ImageGrayscalingEstimator(params (string outputColumnName, string inputColumnName)[] columns)
        : base(new ImageGrayscalingTransformer(columns))
    {
    }

    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Contracts.CheckValue(inputSchema, nameof(inputSchema));
        return inputSchema.With(Transformer.ColumnPairs
            .Select(pair => inputSchema.RequireImage(pair.inputColumnName).Named(pair.outputColumnName)));
    }
}

public sealed class ImageGrayscalingTransformer : OneToOneTransformerBase
{
    internal ImageGrayscalingTransformer(params (string outputColumnName, string inputColumnName)[] columns)
        : base(columns)
    {
    }

    private protected override DataViewSchema.DetachedColumn OutputColumn(int pair, DataViewSchema.Column input)
        => new(ColumnPairs[pair].outputColumnName, input.ImageType());

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
            image = ImageEditing.Grey(source);
            image.Tag = source.Tag;
        });
    }

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.SetLoader(typeof(ImageGrayscalingTransformer));
        SaveColumns(ctx);
    }

    internal static ITransformer Create(IHostEnvironment env, ModelLoadContext ctx)
        => new ImageGrayscalingTransformer(LoadColumns(ctx));
}
