using System.Text;

namespace Vhe.Networks.Build;

/// <summary>Finds out whether a file uses anything of a version that it asks for.</summary>
internal static class ElfVersionUse
{
    private const int SymbolSize = 24;

    /// <summary>
    /// What the version is needed for; nothing where it is for an undefined mark alone, and no relocation refers to that one.
    /// </summary>
    public static string? Of(ElfReader reader, ElfSections sections, ushort version, string marker)
    {
        var symbols = sections.Single(ElfSection.DynamicSymbols);
        var versions = sections.Single(ElfSection.SymbolVersions);
        var names = sections.Linked(symbols);
        var markerName = Encoding.ASCII.GetBytes(marker);
        var count = reader.Bytes(symbols).Length / SymbolSize;
        if (reader.Bytes(versions).Length != count * sizeof(ushort))
        {
            throw new InvalidDataException("it has not a version for each symbol");
        }

        var marks = new HashSet<uint>();
        for (var i = 0; i < count; i++)
        {
            // The highest bit hides a symbol; the rest is its version.
            if ((reader.UInt16(versions.Offset + (ulong)(i * sizeof(ushort))) & 0x7FFF) != (version & 0x7FFF))
            {
                continue;
            }

            var symbol = symbols.Offset + (ulong)(i * SymbolSize);
            var isUndefined = reader.UInt16(symbol + 6) == 0;
            if (!isUndefined || !reader.IsName(names, reader.UInt32(symbol), markerName))
            {
                return "it uses other symbols of that version";
            }

            marks.Add((uint)i);
        }

        return RelocationsReferTo(marks, reader, sections) ? $"it uses {marker}" : null;
    }

    private static bool RelocationsReferTo(HashSet<uint> symbols, ElfReader reader, ElfSections sections)
    {
        foreach (var section in sections.Relocations())
        {
            var size = section.Type == ElfSection.Relocations ? 16u : 24u;
            var length = (uint)reader.Bytes(section).Length;
            for (var at = 0u; at + size <= length; at += size)
            {
                // The upper half of the second number is the symbol, the lower one what is done with it.
                if (symbols.Contains((uint)(reader.UInt64(section.Offset + at + 8) >> 32)))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
