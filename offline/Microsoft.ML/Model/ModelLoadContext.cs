using System.IO.Compression;
using System.Reflection;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

internal sealed class ModelLoadContext
{
    private readonly ZipArchive _zip;
    private readonly string _directory;

    private ModelLoadContext(ZipArchive zip, string directory, BinaryReader reader)
    {
        _zip = zip;
        _directory = directory;
        Reader = reader;
    }

    internal BinaryReader Reader { get; }

    internal ITransformer LoadModel(IHostEnvironment env, string name) => Load(env, _zip, $"{_directory}{name}/");

    internal TResult LoadStream<TResult>(string name, Func<BinaryReader, TResult> read)
    {
        using var reader = Open(_zip, _directory + name);
        return read(reader);
    }

    internal static ITransformer Load(IHostEnvironment env, ZipArchive zip, string directory)
    {
        using var reader = Open(zip, directory + ModelSaveContext.ModelEntry);
        string loader = reader.ReadString();
        var create = Type.GetType(loader)?.GetMethod("Create", BindingFlags.Static | BindingFlags.NonPublic,
            [typeof(IHostEnvironment), typeof(ModelLoadContext)]) ?? throw Contracts.ExceptDecode($"Nothing loads '{loader}'.");
        return (ITransformer)create.Invoke(null, [env, new ModelLoadContext(zip, directory, reader)]);
    }

    internal static BinaryReader Open(ZipArchive zip, string path)
        => new(zip.GetEntry(path)?.Open() ?? throw Contracts.ExceptDecode($"The model contains no entry '{path}'."));
}
