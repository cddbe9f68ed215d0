using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Vhe.MLNet.Folders;
using Vhe.MLNet.Images;
using Vhe.Networks.Storage;

namespace Vhe.MLNet.Services;

/// <summary>
/// The classes of the support folder, and the store folder, if there is one, that remembers which were added and removed since:
/// one file for each, a state text with a JSON header and the images as the network sees them. Not thread-safe.
/// </summary>
internal sealed class ClassStore
{
    private const string Extension = ".vheclass";
    private const string SavedName = "Class.v1";

    // Half of a SHA-256 in hexadecimal.
    private const int NameLength = 32;

    private readonly string? _folder;
    private readonly GroupedImages _support;
    private long _order;

    /// <summary>Reads both folders; makes the store folder if missing.</summary>
    /// <exception cref="InvalidDataException">A file is damaged, its images are of another shape, or no class is
    /// left.</exception>
    /// <exception cref="IOException">The store folder cannot be made or read.</exception>
    public ClassStore(FewShotServiceOptions options, GlyphSettings settings)
    {
        (_folder, _support) = (options.StoreFolder, ImageFolder.Read(ImageFolder.List(options.SupportFolder!, new()), settings));
        if (_folder is null)
        {
            Classes = _support;
            return;
        }

        List<(Header Header, IReadOnlyList<float[]> Images)> stored = [];
        Touch(() =>
        {
            Directory.CreateDirectory(_folder);
            stored.AddRange(Directory.GetFiles(_folder, "*" + Extension).Select(Read).OrderBy(item => item.Header.Order));
        });
        _order = stored.Count == 0 ? 0 : stored[^1].Header.Order;

        var overridden = stored.Select(item => item.Header.Name).ToHashSet(ClassNameComparer.Instance);
        ImageClass[] classes =
        [
            .. _support.Classes.Where(item => !overridden.Contains(item.Name)),
            .. stored.Where(item => item.Images.Count > 0).Select(item => new ImageClass(item.Header.Name, item.Images)),
        ];
        Classes = classes.Length > 0
            ? new GroupedImages(_support.Shape, classes)
            : throw new InvalidDataException(
                $"No class is left: the store folder '{_folder}' marks all classes of '{options.SupportFolder}' as removed.");
    }

    /// <summary>The classes at the start: those of the support folder without the removed and replaced ones, then those added, in
    /// their order.</summary>
    public GroupedImages Classes { get; }

    /// <summary>The name of a class's file: a hash, since class names may have slashes and any length. Names that differ only in
    /// case share it.</summary>
    public static string FileName(string className)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(ClassNameComparer.Key(className)));
        return Convert.ToHexStringLower(hash)[..NameLength] + Extension;
    }

    /// <exception cref="IOException">The folder cannot be written.</exception>
    public void Add(string name, IReadOnlyList<float[]> images)
    {
        Touch(() => Write(name, _order + 1, images));
        _order++;
    }

    /// <exception cref="IOException">The folder cannot be written.</exception>
    public void Remove(string name)
        => Touch(() =>
        {
            // A class of the support folder would come back: its removal is a file without images.
            if (_support.Classes.Any(item => ClassNameComparer.Instance.Equals(item.Name, name)))
            {
                Write(name, order: 0, []);
            }
            else
            {
                File.Delete(Path.Combine(_folder!, FileName(name)));
            }
        });

    private static string Hash(float[] ink) => Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes<float>(ink)));

    // Callers handle one exception for a folder that cannot be written, for whatever reason.
    private void Touch(Action action)
    {
        try
        {
            if (_folder is not null)
                action();
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException(
                $"No access to folder '{_folder}' (option {nameof(FewShotServiceOptions.StoreFolder)}): {e.Message}", e);
        }
    }

    private void Write(string name, long order, IReadOnlyList<float[]> images)
    {
        float[] ink = [.. images.SelectMany(image => image)];
        var header = new Header(name, order, images.Count, _support.Shape.Height, _support.Shape.Width, Hash(ink));
        var text = new SavedState<Header>(header, Numbers: ink).Write(SavedName);
        AtomicFile.Write(Path.Combine(_folder!, FileName(name)), stream => stream.Write(Encoding.ASCII.GetBytes(text)));
    }

    private (Header Header, IReadOnlyList<float[]> Images) Read(string path)
    {
        try
        {
            var saved = SavedState<Header>.Read(SavedName, File.ReadAllText(path).AsMemory());
            return (saved.Options, Images(saved.Options, saved.Numbers!, Path.GetFileName(path)));
        }
        catch (Exception e) when (e is InvalidDataException or ArgumentException)
        {
            throw new InvalidDataException(
                $"Cannot read the class in file '{path}' (option {nameof(FewShotServiceOptions.StoreFolder)}): {e.Message} "
                + "Delete the file, and add the class again.",
                e);
        }
    }

    private IReadOnlyList<float[]> Images(Header header, float[] ink, string fileName)
    {
        var shape = _support.Shape;
        var problem = fileName != FileName(header.Name) ? $"it is not the file of class '{header.Name}'."
            : header.Height != shape.Height || header.Width != shape.Width
                ? $"the images of class '{header.Name}' are {header.Height} x {header.Width}; "
                    + $"the model takes {shape.Height} x {shape.Width}."
            : header.Hash != Hash(ink) || header.Count < 0 || ink.Length != (long)header.Count * shape.Length
                ? $"the images of class '{header.Name}' are damaged."
            : null;
        return problem is not null ? throw new InvalidDataException(problem)
            : header.Count == 0 ? []
            : new GroupedImages(shape, [new ImageClass(header.Name, [.. ink.Chunk(shape.Length)])]).Classes[0].Images;
    }

    private sealed record Header(string Name, long Order, int Count, int Height, int Width, string Hash);
}
