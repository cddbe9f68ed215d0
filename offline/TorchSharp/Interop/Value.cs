using System.Runtime.InteropServices;

namespace TorchSharp;

/// <summary>What a value of the native dispatcher is; the numbers are those of dispatcher.cpp.</summary>
internal enum Tag
{
    None = 0,
    Tensor = 1,
    Int = 2,
    Double = 3,
    Bool = 4,
    IntList = 5,
    DoubleList = 6,
    TensorList = 7,
    String = 8,
    Generator = 9,
    Device = 10,
    Default = 11,
}

/// <summary>A tagged value as the native dispatcher reads and writes it.</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
internal unsafe struct Value
{
    [FieldOffset(0)] public Tag Tag;
    [FieldOffset(4)] public int Length;
    [FieldOffset(8)] public long Integer;
    [FieldOffset(8)] public double Real;
    [FieldOffset(8)] public void* Pointer;
}
