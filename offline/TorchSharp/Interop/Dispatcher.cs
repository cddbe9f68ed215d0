using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace TorchSharp;

/// <summary>
/// Calls any ATen operator by its name, "add.Tensor" for <c>aten::add</c> in the overload <c>Tensor</c>. The name is a UTF-8
/// literal: it lies at a fixed address of the assembly's image, so that address, not the text, is the key of the handle table.
/// </summary>
internal static unsafe class Dispatcher
{
    private const int StackWords = 256;
    private static readonly Lock Growing = new();
    private static Entry[] entries = new Entry[1024];
    private static int count;

    private struct Entry
    {
        public nint Key;
        public nint Operator;
    }

    /// <summary>Calls an operator that returns one tensor.</summary>
    [SkipLocalsInit]
    public static torch.Tensor Call(ReadOnlySpan<byte> name, params ReadOnlySpan<Argument> arguments)
    {
        Value result;
        Invoke(name, arguments, &result, 1);
        return new torch.Tensor((nint)result.Pointer);
    }

    /// <summary>Calls an operator that returns two tensors.</summary>
    [SkipLocalsInit]
    public static (torch.Tensor First, torch.Tensor Second) CallPair(ReadOnlySpan<byte> name,
    params ReadOnlySpan<Argument> arguments) {
        var results = stackalloc Value[2];
        Invoke(name, arguments, results, 2);
        return (new torch.Tensor((nint)results[0].Pointer), new torch.Tensor((nint)results[1].Pointer));
    }

    /// <summary>Calls an operator that returns three tensors and keeps the first.</summary>
    [SkipLocalsInit]
    public static torch.Tensor CallFirst(ReadOnlySpan<byte> name, params ReadOnlySpan<Argument> arguments)
    {
        var results = stackalloc Value[4];
        int returned = Invoke(name, arguments, results, 4);
        for (int i = 1; i < returned; i++) Native.vhe_free((nint)results[i].Pointer);
        return new torch.Tensor((nint)results[0].Pointer);
    }

    /// <summary>Calls an operator that returns a list of tensors.</summary>
    [SkipLocalsInit]
    public static torch.Tensor[] CallList(ReadOnlySpan<byte> name, params ReadOnlySpan<Argument> arguments)
    {
        Value result;
        Invoke(name, arguments, &result, 1);
        var handles = (nint*)result.Pointer;
        var tensors = new torch.Tensor[result.Length];
        for (int i = 0; i < tensors.Length; i++) tensors[i] = new torch.Tensor(handles[i]);
        Native.vhe_free_buffer(handles);
        return tensors;
    }

    /// <summary>Calls an operator that returns nothing.</summary>
    public static void CallVoid(ReadOnlySpan<byte> name, params ReadOnlySpan<Argument> arguments) =>
        Invoke(name, arguments, null, 0);

    /// <summary>Calls an operator that returns its first argument, a tensor that it changes.</summary>
    [SkipLocalsInit]
    public static void CallInPlace(ReadOnlySpan<byte> name, params ReadOnlySpan<Argument> arguments)
    {
        Value result;
        Invoke(name, arguments, &result, 1);
        Native.vhe_free((nint)result.Pointer);
    }

    /// <summary>Calls an operator that returns a number or a truth value.</summary>
    [SkipLocalsInit]
    public static Value CallValue(ReadOnlySpan<byte> name, params ReadOnlySpan<Argument> arguments)
    {
        Value result;
        Invoke(name, arguments, &result, 1);
        return result;
    }

    [SkipLocalsInit]
    private static int Invoke(ReadOnlySpan<byte> name, ReadOnlySpan<Argument> arguments, Value* results, int capacity)
    {
        var values = stackalloc Value[arguments.Length];
        int words = 0;
        foreach (ref readonly var argument in arguments) words += argument.Words;
        if (words > StackWords) return InvokeWithHeap(name, arguments, values, words, results, capacity);
        var items = stackalloc long[words];
        return Invoke(name, arguments, values, items, results, capacity);
    }

    private static int InvokeWithHeap(ReadOnlySpan<byte> name, ReadOnlySpan<Argument> arguments, Value* values, int words,
        Value* results, int capacity)
    {
        var items = (long*)NativeMemory.Alloc((nuint)words, sizeof(long));
        try
        {
            return Invoke(name, arguments, values, items, results, capacity);
        }
        finally
        {
            NativeMemory.Free(items);
        }
    }

    private static int Invoke(ReadOnlySpan<byte> name, ReadOnlySpan<Argument> arguments, Value* values, long* items,
        Value* results, int capacity)
    {
        for (int i = 0; i < arguments.Length; i++)
        {
            arguments[i].Write(values + i, items);
            items += arguments[i].Words;
        }
        int returned = Native.vhe_call(Find(name), values, arguments.Length, results, capacity);
        return returned >= 0 ? returned : throw Native.LastError();
    }

    private static nint Find(ReadOnlySpan<byte> name)
    {
        var key = (nint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(name));
        var table = Volatile.Read(ref entries);
        for (int i = Slot(key, table.Length); ; i = (i + 1) & (table.Length - 1))
        {
            nint found = Volatile.Read(ref table[i].Key);
            if (found == key) return table[i].Operator;
            if (found == 0) return Add(key, name);
        }
    }

    private static int Slot(nint key, int size) => (int)((ulong)key * 0x9E3779B97F4A7C15UL >> 40) & (size - 1);

    private static nint Add(nint key, ReadOnlySpan<byte> name)
    {
        nint found = Resolve(Encoding.UTF8.GetString(name));
        lock (Growing)
        {
            if (++count > entries.Length / 2)
            {
                var larger = new Entry[entries.Length * 2];
                foreach (var entry in entries)
                {
                    if (entry.Key != 0) Insert(larger, entry.Key, entry.Operator);
                }
                Volatile.Write(ref entries, larger);
            }
            Insert(entries, key, found);
        }
        return found;
    }

    // A reader without the lock sees the key only after the operator.
    private static void Insert(Entry[] table, nint key, nint found)
    {
        int i = Slot(key, table.Length);
        while (table[i].Key != 0 && table[i].Key != key) i = (i + 1) & (table.Length - 1);
        table[i].Operator = found;
        Volatile.Write(ref table[i].Key, key);
    }

    private static nint Resolve(string name)
    {
        int dot = name.IndexOf('.', StringComparison.Ordinal);
        var (root, overload) = dot < 0 ? (name, "") : (name[..dot], name[(dot + 1)..]);
        fixed (byte* first = Encoding.UTF8.GetBytes("aten::" + root + "\0"))
        fixed (byte* second = Encoding.UTF8.GetBytes(overload + "\0"))
        {
            return Native.Check(Native.vhe_operator(first, second));
        }
    }
}
