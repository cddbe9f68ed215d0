using System.IO.Compression;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

public sealed class ModelOperationsCatalog
{
    private const string SchemaEntry = "Schema.bin";
    private const string TransformerDirectory = "TransformerChain/";

    private readonly IHostEnvironment _env;

    internal ModelOperationsCatalog(IHostEnvironment env) => _env = env;

    public void Save(ITransformer model, DataViewSchema inputSchema, string filePath)
    {
        Contracts.CheckNonEmpty(filePath, nameof(filePath));
        using var stream = File.Create(filePath);
        Save(model, inputSchema, stream);
    }

    public void Save(ITransformer model, DataViewSchema inputSchema, Stream stream)
    {
        Contracts.CheckValue(stream, nameof(stream));
        using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        ModelSaveContext.Save(zip, model, TransformerDirectory);
        if (inputSchema is not null)
            ModelSaveContext.WriteEntry(zip, SchemaEntry, writer => TypeCodec.WriteSchema(writer, Storable(inputSchema)));
    }

    public ITransformer Load(string filePath, out DataViewSchema inputSchema)
    {
        Contracts.CheckNonEmpty(filePath, nameof(filePath));
        using var stream = File.OpenRead(filePath);
        return Load(stream, out inputSchema);
    }

    public ITransformer Load(Stream stream, out DataViewSchema inputSchema)
    {
        Contracts.CheckValue(stream, nameof(stream));
        using var zip = Open(stream);
        inputSchema = null;
        if (zip.GetEntry(SchemaEntry) is not null)
        {
            using var reader = ModelLoadContext.Open(zip, SchemaEntry);
            inputSchema = TypeCodec.ReadSchema(reader);
        }
        return ModelLoadContext.Load(_env, zip, TransformerDirectory);
    }

    public PredictionEngine<TSrc, TDst> CreatePredictionEngine<TSrc, TDst>(ITransformer transformer,
        bool ignoreMissingColumns = true, SchemaDefinition inputSchemaDefinition = null,
        SchemaDefinition outputSchemaDefinition = null)
        where TSrc : class
        where TDst : class, new()
        => new(transformer, ignoreMissingColumns, inputSchemaDefinition, outputSchemaDefinition, ownsTransformer: true);

    public PredictionEngine<TSrc, TDst> CreatePredictionEngine<TSrc, TDst>(ITransformer transformer, DataViewSchema inputSchema)
        where TSrc : class
        where TDst : class, new()
        => new(transformer, false, DefinitionOf<TSrc>(inputSchema), null, ownsTransformer: true);

    public PredictionEngine<TSrc, TDst> CreatePredictionEngine<TSrc, TDst>(ITransformer transformer,
        PredictionEngineOptions options)
        where TSrc : class
        where TDst : class, new()
        => new(transformer, options.IgnoreMissingColumns, options.InputSchemaDefinition, options.OutputSchemaDefinition,
            options.OwnsTransformer);

    // A row class with the types and annotations of a schema's columns.
    internal static SchemaDefinition DefinitionOf<TRow>(DataViewSchema schema)
    {
        Contracts.CheckValue(schema, nameof(schema));
        var definition = SchemaDefinition.Create(typeof(TRow), SchemaDefinition.Direction.Read);
        foreach (var column in schema)
        {
            var member = definition[column.Name]
                ?? throw Contracts.Except($"Type should contain a member named {column.Name}");
            member.ColumnType = column.Type;
            member.SetAnnotations(column.Annotations);
        }
        return definition;
    }

    private static DataViewSchema Storable(DataViewSchema schema)
    {
        var kept = schema.Where(c => TypeCodec.Knows(c.Type)).Select(c => new DataViewSchema.DetachedColumn(c)).ToArray();
        Contracts.Check(kept.Length > 0, "No valid columns to save");
        return DataViewSchema.Of(kept);
    }

    private static ZipArchive Open(Stream stream)
    {
        try
        {
            return new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
        }
        catch (InvalidDataException exception)
        {
            throw Contracts.ExceptDecode("Failed to open a zip archive", exception);
        }
    }
}
