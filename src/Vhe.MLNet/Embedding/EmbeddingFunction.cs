namespace Vhe.MLNet.Embedding;

/// <summary>The embedding of an image: the posterior mean of c given the image.</summary>
internal sealed class EmbeddingFunction(EmbeddingFunction.Columns columns, VheModel model) : RowFunction
{
    public const string SavedName = "Embedding.v1";

    public Columns Settings => columns;

    public VheModel Model => model;

    public override string Name => SavedName;

    public static EmbeddingFunction Read(ReadOnlyMemory<char> state)
    {
        var saved = SavedState<Columns>.Read(SavedName, state);
        return new(saved.Options, saved.RequiredModel);
    }

    public static IEstimator<ITransformer>[] Outputs(TransformsCatalog catalog, string name, int length)
        => [OutputColumns.Vector(catalog, name, length)];

    /// <exception cref="ArgumentException">A column cannot hold a vector of that length.</exception>
    public static void CheckLength(PixelCnnVheOptions sizes)
    {
        var (channels, height, width) = (sizes.TemplateChannels, sizes.Height, sizes.Width);
        if ((long)channels * height * width > OutputRow.MaxLength)
        {
            throw new ArgumentException(
                $"{nameof(sizes.TemplateChannels)} x {nameof(sizes.Height)} x {nameof(sizes.Width)} = {channels} x {height} x {width} "
                + $"makes an embedding of {(long)channels * height * width} values; a column holds at most {OutputRow.MaxLength}.");
        }
    }

    public override string ToState() => new SavedState<Columns>(columns, model).Write(SavedName);

    public override void CheckInput(DataViewSchema schema) => InputColumn.RequireImages(schema, columns.Image, model.ImageShape.Length);

    public override void AddTo(ChainBuilder chain)
        => chain
            .Add(chain.Catalog.CopyColumns(InputRow.First, columns.Image), RowMappings.Image(chain.Catalog))
            .Add(Outputs(chain.Catalog, columns.Output, model.EmbeddingLength));

    public override void Map(in VBuffer<float> image, OutputRow output)
        => output.SetVector(model.Embed([ImageColumn.Read(image, model.ImageShape.Length, columns.Image)]));

    internal sealed record Columns(string Image, string Output);
}
