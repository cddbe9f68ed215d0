using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Vhe.Networks.Distributions;

namespace Vhe.MLNet.Generation;

/// <summary>
/// The seed of a row's noise: it follows from the user's seed and from what is in the row, so that neither the order of the rows
/// nor the threads that read them matter. Stateless.
/// </summary>
internal static class RowSeed
{
    /// <summary>The seed of a row with an image.</summary>
    public static long Of(long seed, ReadOnlySpan<float> image) => Of(seed, MemoryMarshal.AsBytes(image));

    /// <summary>The seed of a row with a name.</summary>
    public static long Of(long seed, ReadOnlySpan<char> name) => Of(seed, MemoryMarshal.AsBytes(name));

    // Not for secrecy: a hash that is the same in every process, and of which no two contents in practice have the same.
    private static long Of(long seed, ReadOnlySpan<byte> content)
        => SeededGenerator.Derive(seed, BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(content)));
}
