using System.Collections;
using System.Globalization;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Modules by number, registered as "0", "1", ...</summary>
public class ModuleList<T> : nn.Module, IList<T> where T : nn.Module
{
    private readonly List<T> items = [];
    private bool registered;

    public ModuleList(params T[] modules) : base(nameof(ModuleList<T>)) => items.AddRange(modules);

    public int Count => items.Count;

    public bool IsReadOnly => false;

    public T this[int index]
    {
        get => items[index];
        set => items[index] = value;
    }

    public void Add(T item)
    {
        items.Add(item);
        if (registered) register_module(Key(items.Count - 1), item);
    }

    public void append(params T[] parameters)
    {
        foreach (var item in parameters) Add(item);
    }

    public void extend(IEnumerable<T> modules) => append(modules.ToArray());

    public bool Contains(T item) => items.Contains(item);

    public void CopyTo(T[] array, int arrayIndex) => items.CopyTo(array, arrayIndex);

    public int IndexOf(T item) => items.IndexOf(item);

    public void Insert(int index, T item) => Changing().Insert(index, item);

    public bool Remove(T item) => Changing().Remove(item);

    public void RemoveAt(int index) => Changing().RemoveAt(index);

    public void Clear() => Changing().Clear();

    public IEnumerator<T> GetEnumerator() => items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    protected override void RegisterComponents()
    {
        if (registered) return;
        for (int i = 0; i < items.Count; i++) register_module(Key(i), items[i]);
        registered = true;
    }

    // Names are places: once they are given, the places stay.
    private List<T> Changing() =>
        registered ? throw new InvalidOperationException("The list is registered: it can only grow at its end.") : items;

    private static string Key(int index) => index.ToString(CultureInfo.InvariantCulture);
}
