using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Vhe.MLNet.Persistence;
using Vhe.Networks;
using Vhe.Networks.Data;
using Vhe.Networks.Storage;

namespace Vhe.MLNet.Services;

/// <summary>The file of a class in the store: a state text of a JSON header and the images. Stateless.</summary>
internal static class StoredClassFile
{
    /// <summary>How its name ends.</summary>
    public const string Extension = ".vheclass";

    // Half of a SHA-256 in hexadecimal.
    private const int NameLength = 32;

    /// <summary>The name of a class's file: class names may have slashes, and any length. Names that are alike share
    /// it.</summary>
    /// <param name="className">The class.</param>
    /// <returns>A file name.</returns>
    public static string NameOf(string className)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(ClassNameComparer.Key(className)));
        return Convert.ToHexStringLower(hash)[..NameLength] + Extension;
    }

    /// <summary>Writes a class, all or not at all.</summary>
    /// <param name="folder">The store.</param>
    /// <param name="item">The class.</param>
    /// <param name="shape">The shape of its images.</param>
    public static void Write(string folder, StoredClass item, ImageShape shape)
    {
        var images = SavedImages.ToBytes([.. item.Images.SelectMany(image => image)]);
        var hash = Convert.ToHexString(SHA256.HashData(images));
        var header = new Header(item.Name, item.Order, item.Images.Count, shape.Height, shape.Width, hash);
        var text = StateText.Write(JsonSerializer.Serialize(header), images);
        AtomicFile.Write(Path.Combine(folder, NameOf(item.Name)), stream => stream.Write(Encoding.ASCII.GetBytes(text)));
    }

    /// <summary>Reads a class.</summary>
    /// <param name="path">Its file.</param>
    /// <param name="shape">The shape of the model's images.</param>
    /// <returns>The class.</returns>
    /// <exception cref="InvalidDataException">The file is damaged, or of a model of another size; the message names
    /// it.</exception>
    public static StoredClass Read(string path, ImageShape shape)
    {
        try
        {
            var (json, sections) = StateText.Read(File.ReadAllText(path).AsMemory(), sectionCount: 1);
            return JsonSerializer.Deserialize<Header>(json) is { Name: not null, Count: >= 0 } header
                ? Checked(header, sections[0].Span, path, shape)
                : throw new InvalidDataException("its header is incomplete.");
        }
        catch (Exception e) when (e is InvalidDataException or JsonException)
        {
            throw new InvalidDataException(
                $"The class in file '{path}' (option {nameof(FewShotServiceOptions.StoreFolder)}) cannot be read: {e.Message} "
                + "Delete the file, and add the class again.",
                e);
        }
    }

    private static StoredClass Checked(Header header, ReadOnlySpan<byte> images, string path, ImageShape shape)
    {
        if (Path.GetFileName(path) != NameOf(header.Name))
        {
            throw new InvalidDataException($"it is not the file of class '{header.Name}'.");
        }

        if (header.Height != shape.Height || header.Width != shape.Width)
        {
            throw new InvalidDataException(
                $"the images of class '{header.Name}' are {header.Height} x {header.Width}; "
                + $"the model takes {shape.Height} x {shape.Width}.");
        }

        if (header.Hash != Convert.ToHexString(SHA256.HashData(images)))
        {
            throw new InvalidDataException($"the images of class '{header.Name}' are damaged.");
        }

        return header.Count == 0 && images.IsEmpty
            ? new StoredClass(header.Name, header.Order, [])
            : new StoredClass(header.Name, header.Order, Images(header, images, shape));
    }

    private static IReadOnlyList<float[]> Images(Header header, ReadOnlySpan<byte> images, ImageShape shape)
        => SavedImages.Read([new SavedClass(header.Name, "", header.Count)], shape, images, "class").Classes[0].Images;

    private sealed record Header(string Name, long Order, int Count, int Height, int Width, string Hash);
}
