using System.Buffers;
using System.Text;

namespace Vhe.Networks.Storage;

/// <summary>The limits and names of the safetensors format, kept by reading and writing alike.</summary>
internal static class SafetensorsFormat
{
    /// <summary>The longest header in bytes: 16 MiB.</summary>
    public const int MaxHeaderBytes = 16 << 20;

    /// <summary>The longest file in bytes: 1 GiB.</summary>
    public const int MaxFileBytes = 1 << 30;

    /// <summary>The most tensors.</summary>
    public const int MaxTensors = 65_536;

    /// <summary>The most dimensions of a tensor.</summary>
    public const int MaxDimensions = 16;

    /// <summary>The longest name of a tensor in UTF-16 characters.</summary>
    public const int MaxNameLength = 512;

    /// <summary>The header's one key that is not a tensor.</summary>
    public const string MetadataKey = "__metadata__";

    private const int ShownLength = 80;

    /// <summary>The type of a name in a header, or null.</summary>
    public static SafetensorsDType? Parse(string name) => name switch
    {
        "F16" => SafetensorsDType.F16,
        "F32" => SafetensorsDType.F32,
        "I64" => SafetensorsDType.I64,
        _ => null,
    };

    /// <summary>Bytes of one element; 0 for a value that is not a type.</summary>
    public static int SizeOf(SafetensorsDType dtype) => dtype switch
    {
        SafetensorsDType.F16 => 2,
        SafetensorsDType.F32 => 4,
        SafetensorsDType.I64 => 8,
        _ => 0,
    };

    /// <summary>A text from a file as a message may show it: without control characters, and cut where it is long.</summary>
    public static string Shown(string text)
    {
        var shown = text.Length > ShownLength ? string.Concat(text.AsSpan(0, ShownLength), "...") : text;
        return string.Concat(shown.Select(letter => char.IsControl(letter) ? '?' : letter));
    }

    /// <summary>Whether a text survives UTF-8: no lone surrogates.</summary>
    public static bool IsWellFormed(string text)
    {
        for (var rest = text.AsSpan(); !rest.IsEmpty;)
        {
            if (Rune.DecodeFromUtf16(rest, out _, out var used) != OperationStatus.Done)
                return false;

            rest = rest[used..];
        }

        return true;
    }
}
