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
        (_folder, _shape) = (folder, support.Shape);
        _supported = support.Classes.Select(item => item.Name).ToHashSet(ClassNameComparer.Instance);
        List<StoredClass> stored = [];
        Touch(() => stored.AddRange(Read(folder, support.Shape)));
        _order = stored.Count == 0 ? 0 : stored[^1].Order;
        Classes = Merge(support, stored);
    }

    /// <summary>The classes as they were left: those of the support folder but for the removed and the replaced ones, then those
    /// that were added, in their order.</summary>
    public IReadOnlyList<ImageClass> Classes { get; }

    /// <summary>Remembers a class.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="images">Its examples.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public void Add(string name, IReadOnlyList<float[]> images)
    {
        Touch(() => StoredClassFile.Write(_folder, new StoredClass(name, _order + 1, images), _shape));
        _order++;
    }

    /// <summary>Remembers that a class is gone.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public void Remove(string name)
    {
        if (_supported.Contains(name))
        {
            Touch(() => StoredClassFile.Write(_folder, new StoredClass(name, Order: 0, Images: []), _shape));
        }
        else
        {
            Touch(() => File.Delete(Path.Combine(_folder, StoredClassFile.NameOf(name))));
        }
    }

    private static IOrderedEnumerable<StoredClass> Read(string folder, ImageShape shape)
    {
        Directory.CreateDirectory(folder);
        return Directory.GetFiles(folder, "*" + StoredClassFile.Extension)
            .Select(path => StoredClassFile.Read(path, shape))
            .OrderBy(item => item.Order);
    }

    // A missing right is one way in which a folder cannot be written: callers need to know of one exception alone.
    private void Touch(Action action)
    {
        try
        {
            action();
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException(
                $"The folder '{_folder}' (option {nameof(FewShotServiceOptions.StoreFolder)}) may not be used: {e.Message}", e);
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
