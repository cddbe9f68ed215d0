using System.Text;

namespace Vhe.Networks.Build;

/// <summary>
/// Finds the entry in the section .gnu.version_r by which a file asks another library for a version, and whether the file uses
/// anything of that version.
/// </summary>
internal static class ElfVersionNeeds
{
    /// <summary>VER_FLG_WEAK: the loader does without the version where the library lacks it.</summary>
    public const ushort WeakFlag = 2;

    private const uint EntrySize = 16;
    private const int SymbolSize = 24;

    /// <summary>
    /// Finds the entry for a library's version, of which only the undefined <paramref name="marker"/> may be there. Never throws.
    /// </summary>
    public static VersionNeed Find(ReadOnlySpan<byte> bytes, string library, string version, string marker)
    {
        try
        {
            var file = new ElfFile(bytes);
            if (!file.Sections.Exists(section => section.Type == ElfFile.VersionNeeds))
                return new(VersionNeedState.Absent);

            var entries = Entries(file, Encoding.ASCII.GetBytes(library), Encoding.ASCII.GetBytes(version));
            if (entries.Count != 1)
                return entries.Count == 0 ? new(VersionNeedState.Absent) : Unexpected("it asks for the version more than once");

            var entry = entries[0];
            return file.UInt16(entry + 4) switch
            {
                WeakFlag => new(VersionNeedState.Weak, (int)entry + 4),
                0 => UseOf(file, file.UInt16(entry + 6), marker) is { } use
                    ? new(VersionNeedState.Used, (int)entry + 4, use)
                    : new(VersionNeedState.Unused, (int)entry + 4),
                var flags => Unexpected($"the version has flags {flags:x}"),
            };
        }
        catch (InvalidDataException exception)
        {
            return Unexpected(exception.Message);
        }
    }

    // A list of libraries, and for each a list of versions; each step is a distance from where the last one stood, and forward.
    private static List<ulong> Entries(ElfFile file, byte[] library, byte[] version)
    {
        var needs = file.Single(ElfFile.VersionNeeds);
        var names = file.Linked(needs);
        var found = new List<ulong>();
        for (ulong step, at = needs.Offset; ; at += step)
        {
            Require(needs, at);
            if (file.UInt16(at) != 1)
                throw new InvalidDataException("its versions are of a format unknown here");

            var count = file.IsName(names, file.UInt32(at + 4), library) ? file.UInt16(at + 2) : 0;
            var entry = at + file.UInt32(at + 8);
            for (var i = 0; i < count; i++, entry += step)
            {
                Require(needs, entry);
                if (file.IsName(names, file.UInt32(entry + 8), version))
                    found.Add(entry);

                step = Step(file.UInt32(entry + 12));
                if (step == 0 && i + 1 < count)
                    throw new InvalidDataException("its versions break off");
            }

            step = Step(file.UInt32(at + 12));
            if (step == 0)
                return found;
        }
    }

    private static void Require(ElfFile.Section section, ulong entry)
    {
        if (entry < section.Offset || entry - section.Offset > section.Size || section.Size - (entry - section.Offset) < EntrySize)
            throw new InvalidDataException("its versions lie outside their section");
    }

    private static uint Step(uint distance)
        => distance is 0 or >= EntrySize ? distance : throw new InvalidDataException("its versions lie over one another");

    // What the version is needed for; null where it is for an undefined marker alone, and no relocation refers to that one.
    private static string? UseOf(ElfFile file, ushort version, string marker)
    {
        var symbols = file.Single(ElfFile.DynamicSymbols);
        var versions = file.Single(ElfFile.SymbolVersions);
        var names = file.Linked(symbols);
        var markerName = Encoding.ASCII.GetBytes(marker);
        var count = file.Bytes(symbols).Length / SymbolSize;
        if (file.Bytes(versions).Length != count * sizeof(ushort))
            throw new InvalidDataException("it has not a version for each symbol");

        var markers = new HashSet<uint>();
        for (var i = 0; i < count; i++)
        {
            // The highest bit hides a symbol; the rest is its version.
            if ((file.UInt16(versions.Offset + (ulong)(i * sizeof(ushort))) & 0x7FFF) != (version & 0x7FFF))
                continue;

            var symbol = symbols.Offset + (ulong)(i * SymbolSize);
            var isUndefined = file.UInt16(symbol + 6) == 0;
            if (!isUndefined || !file.IsName(names, file.UInt32(symbol), markerName))
                return "it uses other symbols of that version";

            markers.Add((uint)i);
        }

        return RelocationsReferTo(markers, file) ? $"it uses {marker}" : null;
    }

    private static bool RelocationsReferTo(HashSet<uint> symbols, ElfFile file)
    {
        foreach (var section in file.Sections.Where(
            section => section.Type is ElfFile.Relocations or ElfFile.RelocationsWithAddends))
        {
            var size = section.Type == ElfFile.Relocations ? 16u : 24u;
            var length = (uint)file.Bytes(section).Length;
            for (var at = 0u; at + size <= length; at += size)
            {
                // The upper half of the second number is the symbol, the lower one what is done with it.
                if (symbols.Contains((uint)(file.UInt64(section.Offset + at + 8) >> 32)))
                    return true;
            }
        }

        return false;
    }

    private static VersionNeed Unexpected(string reason) => new(VersionNeedState.Unexpected, Reason: reason);
}
