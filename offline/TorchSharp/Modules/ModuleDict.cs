using System.Collections;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Modules by name, in the order in which they were added.</summary>
public class ModuleDict<T> : nn.Module, IEnumerable<(string, T)> where T : nn.Module
{
    private readonly OrderedDictionary<string, T> items = [];
    private bool registered;

    public ModuleDict() : base(nameof(ModuleDict<T>))
    {
    }

    public int Count => items.Count;

    public ICollection<string> Keys => items.Keys;

    public ICollection<T> Values => items.Values;

    public T this[string key] => items[key];

    public void Add(string key, T value)
    {
        items.Add(key, value);
        if (registered) register_module(key, value);
    }

    public void Add((string, T) item) => Add(item.Item1, item.Item2);

    public bool ContainsKey(string key) => items.ContainsKey(key);

    public IEnumerator<(string, T)> GetEnumerator() => items.Select(item => (item.Key, item.Value)).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    protected override void RegisterComponents()
    {
        if (registered) return;
        foreach (var (key, value) in items) register_module(key, value);
        registered = true;
    }
}
