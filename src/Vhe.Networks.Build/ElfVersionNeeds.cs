using System.Text;

namespace Vhe.Networks.Build;

/// <summary>Finds, in the section .gnu.version_r of a file, the entry by which it asks another library for a version.</summary>
internal static class ElfVersionNeeds
{
    /// <summary>VER_FLG_WEAK: the loader does without the version where the library lacks it.</summary>
    public const ushort WeakFlag = 2;

    private const uint EntrySize = 16;

    /// <summary>Finds the entry, and whether the file can do without the version.</summary>
    /// <param name="file">All of the file.</param>
    /// <param name="library">The library that is asked.</param>
    /// <param name="version">The version that it is asked for.</param>
    /// <param name="marker">The symbol that may be undefined for want of the version, as nothing uses it.</param>
    /// <returns>What was found; never an exception.</returns>
    public static VersionNeed Find(ReadOnlySpan<byte> file, string library, string version, string marker)
    {
        try
        {
            var reader = new ElfReader(file);
            var sections = reader.Sections();
            if (!sections.Exist(ElfSection.VersionNeeds))
            {
                return new(VersionNeedState.Absent);
            }

            var needs = sections.Single(ElfSection.VersionNeeds);
            var entries = Entries(reader, needs, sections.Linked(needs), library, version);
            if (entries.Count != 1)
            {
                return entries.Count == 0 ? new(VersionNeedState.Absent) : Unexpected("it asks for the version more than once");
            }

            var entry = entries[0];
            return reader.UInt16(entry + 4) switch
            {
                WeakFlag => new(VersionNeedState.Weak, (int)entry + 4),
                0 => ElfVersionUse.Of(reader, sections, reader.UInt16(entry + 6), marker) is { } use
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
    private static List<ulong> Entries(ElfReader reader, ElfSection needs, ElfSection names, string library, string version)
    {
        var found = new List<ulong>();
        var (libraryName, versionName) = (Encoding.ASCII.GetBytes(library), Encoding.ASCII.GetBytes(version));
        for (ulong step, at = needs.Offset; ; at += step)
        {
            Require(needs, at);
            if (reader.UInt16(at) != 1)
            {
                throw new InvalidDataException("its versions are of a format unknown here");
            }

            var count = reader.IsName(names, reader.UInt32(at + 4), libraryName) ? reader.UInt16(at + 2) : 0;
            var entry = at + reader.UInt32(at + 8);
            for (var i = 0; i < count; i++, entry += step)
            {
                Require(needs, entry);
                if (reader.IsName(names, reader.UInt32(entry + 8), versionName))
                {
                    found.Add(entry);
                }

                step = Step(reader.UInt32(entry + 12));
                if (step == 0 && i + 1 < count)
                {
                    throw new InvalidDataException("its versions break off");
                }
            }

            step = Step(reader.UInt32(at + 12));
            if (step == 0)
            {
                return found;
            }
        }
    }

    private static void Require(ElfSection section, ulong entry)
    {
        if (entry < section.Offset || entry - section.Offset > section.Size || section.Size - (entry - section.Offset) < EntrySize)
        {
            throw new InvalidDataException("its versions lie outside their section");
        }
    }

    private static uint Step(uint distance) =>
        distance is 0 or >= EntrySize ? distance : throw new InvalidDataException("its versions lie over one another");

    private static VersionNeed Unexpected(string reason) => new(VersionNeedState.Unexpected, Reason: reason);
}
