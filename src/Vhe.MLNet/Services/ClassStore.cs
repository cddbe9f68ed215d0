using Vhe.Networks;
using Vhe.Networks.Data;

namespace Vhe.MLNet.Services;

/// <summary>
/// The classes of the support folder, and a folder that remembers what was added and removed since: one file for each such class.
/// Not thread-safe.
/// </summary>
internal sealed class ClassStore
{
    private readonly string _folder;
    private readonly ImageShape _shape;
    private readonly HashSet<string> _supported;
    private long _order;

    /// <summary>Reads the store.</summary>
    /// <param name="folder">Its folder, which is made if missing.</param>
    /// <param name="support">The classes of the support folder.</param>
    /// <exception cref="InvalidDataException">A file is damaged, or of images of another size; the message names it.</exception>
    /// <exception cref="IOException">The folder cannot be made or read.</exception>
    public ClassStore(string folder, GroupedImages support)
    {
        Directory.CreateDirectory(folder);
        (_folder, _shape) = (folder, support.Shape);
        _supported = support.Classes.Select(item => item.Name).ToHashSet(ClassNameComparer.Instance);
        var stored = Directory.GetFiles(folder, "*" + StoredClassFile.Extension)
            .Select(path => StoredClassFile.Read(path, support.Shape))
            .OrderBy(item => item.Order)
            .ToList();
        _order = stored.Count == 0 ? 0 : stored[^1].Order;
        Classes = Merge(support, stored);
    }

    /// <summary>The classes as they were left: those of the support folder but for the removed and the replaced ones, then those
    /// that were added, in their order.</summary>
    public IReadOnlyList<ImageClass> Classes { get; }

    /// <summary>Remembers a class.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="images">Its examples.</param>
    public void Add(string name, IReadOnlyList<float[]> images)
    {
        StoredClassFile.Write(_folder, new StoredClass(name, _order + 1, images), _shape);
        _order++;
    }

    /// <summary>Remembers that a class is gone.</summary>
    /// <param name="name">Its name.</param>
    public void Remove(string name)
    {
        if (_supported.Contains(name))
        {
            StoredClassFile.Write(_folder, new StoredClass(name, Order: 0, Images: []), _shape);
        }
        else
        {
            File.Delete(Path.Combine(_folder, StoredClassFile.NameOf(name)));
        }
    }

    private static List<ImageClass> Merge(GroupedImages support, List<StoredClass> stored)
    {
        var overridden = stored.Select(item => item.Name).ToHashSet(ClassNameComparer.Instance);
        return
        [
            .. support.Classes.Where(item => !overridden.Contains(item.Name)),
            .. stored.Where(item => item.Images.Count > 0).Select(item => new ImageClass(item.Name, item.Images)),
        ];
    }
}
