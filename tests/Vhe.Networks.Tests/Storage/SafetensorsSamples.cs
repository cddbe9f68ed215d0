using System.Buffers.Binary;
using System.Text;
using Vhe.Networks.Storage;

namespace Vhe.Networks.Tests.Storage;

/// <summary>Safetensors files built by hand, for tests of the reader and the writer.</summary>
internal static class SafetensorsSamples
{
    /// <summary>A file of a header as it stands and data.</summary>
    public static byte[] Raw(string header, params byte[] data) => Raw(Encoding.UTF8.GetBytes(header), data);

    /// <summary>A file of a header as it stands and data.</summary>
    public static byte[] Raw(byte[] header, params byte[] data)
    {
        var length = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        return [.. length, .. header, .. data];
    }

    /// <summary>A tensor's entry in a header.</summary>
    public static string Entry(string name, string dtype, string shape, string offsets)
        => $"\"{name}\":{{\"dtype\":\"{dtype}\",\"shape\":{shape},\"data_offsets\":{offsets}}}";

    /// <summary>A file with metadata and a tensor of each kind: several types, a scalar, an empty one.</summary>
    public static SafetensorsFile Varied() => new(
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["format"] = "pt",
            ["note"] = "tilde ~, quote \", \u00e9, \U0001F600",
        },
        [
            SafetensorsTensor.FromFloats("weight", [2, 3], [1f, -2f, 0.5f, float.MaxValue, float.Epsilon, 0f]),
            SafetensorsTensor.FromFloats("bias", [], [3f]),
            SafetensorsTensor.FromFloats("empty", [0, 4], []),
            new SafetensorsTensor("halves", SafetensorsDType.F16, [3], new byte[] { 1, 0, 0xFF, 0x7B, 0, 0x80 }),
            new SafetensorsTensor("half", SafetensorsDType.F16, [1], new byte[] { 0, 0x3C }),
            new SafetensorsTensor("steps", SafetensorsDType.I64, [1], new byte[] { 7, 0, 0, 0, 0, 0, 0, 0 }),
        ]);

    /// <summary>The bytes of a file.</summary>
    public static byte[] Bytes(SafetensorsFile file)
    {
        using var stream = new MemoryStream();
        SafetensorsWriter.Write(file, stream);
        return stream.ToArray();
    }
}
