using System.IO.Compression;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

// Where a transformer writes itself: a directory of the model's zip. Its members are internal, as in the real one: another
// library's transformer can only hand the context on to a transformer from here.
public sealed class ModelSaveContext
{
    internal const string ModelEntry = "Model.bin";

    private readonly ZipArchive _zip;
    private readonly string _directory;
    private readonly MemoryStream _buffer = new();
    private Type _loader;

    private ModelSaveContext(ZipArchive zip, string directory)
    {
        _zip = zip;
        _directory = directory;
        Writer = new BinaryWriter(_buffer);
    }

    internal BinaryWriter Writer { get; }

    // The type whose static Create(IHostEnvironment, ModelLoadContext) reads what is written here.
    internal void SetLoader(Type loader) => _loader = loader;

    internal void SaveModel(ICanSaveModel model, string name) => Save(_zip, model, $"{_directory}{name}/");

    // An entry of its own, written straight into the zip.
    internal void SaveStream(string name, Action<BinaryWriter> write) => WriteEntry(_zip, _directory + name, write);

    internal static void Save(ZipArchive zip, ICanSaveModel model, string directory)
    {
        var context = new ModelSaveContext(zip, directory);
        model.Save(context);
        Contracts.Check(context._loader is not null, $"{model.GetType().Name} wrote no model.");
        context.Writer.Flush();
        WriteEntry(zip, directory + ModelEntry, writer =>
        {
            writer.Write($"{context._loader.FullName}, {context._loader.Assembly.GetName().Name}");
            writer.Write(context._buffer.GetBuffer(), 0, (int)context._buffer.Length);
        });
    }

    internal static void WriteEntry(ZipArchive zip, string path, Action<BinaryWriter> write)
    {
        using var writer = new BinaryWriter(zip.CreateEntry(path, CompressionLevel.Optimal).Open());
        write(writer);
    }
}
