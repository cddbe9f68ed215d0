using System.Buffers.Binary;

namespace Vhe.Networks.Build;

/// <summary>
/// Numbers, names and sections of a little-endian 64-bit ELF file: what x86-64 and arm64 have. Sections are found by their types,
/// since names may be lacking. Anything outside the file is an <see cref="InvalidDataException"/>.
/// </summary>
internal readonly ref struct ElfFile
{
    public const uint RelocationsWithAddends = 4;
    public const uint Relocations = 9;
    public const uint DynamicSymbols = 11;
    public const uint VersionNeeds = 0x6FFFFFFE;
    public const uint SymbolVersions = 0x6FFFFFFF;

    private const int HeaderSize = 64;
    private const int SectionSize = 64;

    private readonly ReadOnlySpan<byte> _file;

    public ElfFile(ReadOnlySpan<byte> file)
    {
        _file = file;
        if (file.Length < HeaderSize || !file.StartsWith("\u007fELF"u8))
            throw new InvalidDataException("it is not an ELF file");

        if (file[4] != 2 || file[5] != 1)
            throw new InvalidDataException("it is not of 64 bits, little-endian");

        var (table, size, count) = (UInt64(0x28), UInt16(0x3A), UInt16(0x3C));
        if (size != SectionSize)
            throw new InvalidDataException("it has no table of sections as it should be");

        // All of the table, the parts that are not read here too.
        Bytes(table, (ulong)(count * SectionSize));
        Sections = new List<Section>(count);
        for (var i = 0; i < count; i++)
        {
            var at = table + (ulong)(i * SectionSize);
            Sections.Add(new Section(UInt32(at + 4), UInt64(at + 24), UInt64(at + 32), UInt32(at + 40)));
        }
    }

    public List<Section> Sections { get; }

    public Section Single(uint type)
        => Sections.FindAll(section => section.Type == type) is [var only]
            ? only
            : throw new InvalidDataException($"it has not one section of type {type:x}");

    /// <summary>The section that another one refers to, for instance the names of symbols.</summary>
    public Section Linked(Section section)
        => section.Link < Sections.Count
            ? Sections[(int)section.Link]
            : throw new InvalidDataException("a section refers to another that is not there");

    public ushort UInt16(ulong offset) => BinaryPrimitives.ReadUInt16LittleEndian(Bytes(offset, 2));

    public uint UInt32(ulong offset) => BinaryPrimitives.ReadUInt32LittleEndian(Bytes(offset, 4));

    public ulong UInt64(ulong offset) => BinaryPrimitives.ReadUInt64LittleEndian(Bytes(offset, 8));

    /// <summary>A section's bytes alone, so that a table that runs over its end is found.</summary>
    public ReadOnlySpan<byte> Bytes(Section section) => Bytes(section.Offset, section.Size);

    /// <summary>Whether a section of names has this one, with the zero that ends it, at an offset.</summary>
    public bool IsName(Section names, uint offset, ReadOnlySpan<byte> name)
    {
        var rest = Bytes(names);
        if (offset >= rest.Length)
            throw new InvalidDataException("a name lies outside its section");

        rest = rest[(int)offset..];
        return rest.Length > name.Length && rest.StartsWith(name) && rest[name.Length] == 0;
    }

    private ReadOnlySpan<byte> Bytes(ulong offset, ulong length)
    {
        var size = (ulong)_file.Length;
        return offset <= size && length <= size - offset
            ? _file.Slice((int)offset, (int)length)
            : throw new InvalidDataException("it refers to something outside itself");
    }

    /// <summary>A row of the table of sections: where a section lies in the file, and which other section it refers to.</summary>
    internal sealed record Section(uint Type, ulong Offset, ulong Size, uint Link);
}
