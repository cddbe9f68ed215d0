using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

using Microsoft.ML.Transforms.Image;

public sealed class ImageLoadingEstimator : TrivialEstimator<ImageLoadingTransformer>
{
    internal ImageLoadingEstimator(string imageFolder, params (string outputColumnName, string inputColumnName)[] columns)
        : base(new ImageLoadingTransformer(imageFolder, columns))
    {
    }

    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Contracts.CheckValue(inputSchema, nameof(inputSchema));
        return inputSchema.With(Transformer.ColumnPairs.Select(pair =>
        {
            var column = inputSchema.Require(pair.inputColumnName);
            if (column.ItemType is not TextDataViewType || column.Kind != SchemaShape.Column.VectorKind.Scalar)
                throw Contracts.ExceptSchemaMismatch(nameof(inputSchema), "input", column.Name, "String", column.TypeText());
            return SchemaShape.Column.Of(pair.outputColumnName, new ImageDataViewType());
        }));
    }
}

public sealed class ImageLoadingTransformer : OneToOneTransformerBase
{
    internal ImageLoadingTransformer(string imageFolder, params (string outputColumnName, string inputColumnName)[] columns)
        : base(columns) => ImageFolder = imageFolder;

    public readonly string ImageFolder;

    private protected override DataViewSchema.DetachedColumn OutputColumn(int pair, DataViewSchema.Column input)
        => input.Type is TextDataViewType ? new(ColumnPairs[pair].outputColumnName, new ImageDataViewType())
            : throw Contracts.ExceptSchemaMismatch("inputSchema", "input", input.Name, "String", input.Type.ToString());

    private protected override Delegate MakeGetter(int pair, DataViewRow row, DataViewSchema.Column input)
    {
        var getPath = row.GetGetter<ReadOnlyMemory<char>>(input);
        ReadOnlyMemory<char> text = default;
        return (ValueGetter<MLImage>)((ref MLImage image) =>
        {
            image?.Dispose();
            image = null;
            getPath(ref text);
            if (text.IsEmpty)
                return;
            string path = string.IsNullOrWhiteSpace(ImageFolder) ? text.ToString() : Path.Combine(ImageFolder, text.ToString());
            image = MLImage.CreateFromStream(new MemoryStream(File.ReadAllBytes(path)));
            image.Tag = path;
        });
    }

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.SetLoader(typeof(ImageLoadingTransformer));
        SaveColumns(ctx);
        ctx.Writer.Write(ImageFolder ?? "");
    }

    internal static ITransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        var columns = LoadColumns(ctx);
        return new ImageLoadingTransformer(ctx.Reader.ReadString(), columns);
    }
}
