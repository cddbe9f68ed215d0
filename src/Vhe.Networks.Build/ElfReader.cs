using System.Buffers.Binary;

namespace Vhe.Networks.Build;

/// <summary>
/// Numbers, names and sections of an ELF file of 64 bits, little-endian: what x86-64 and arm64 have. Whatever lies outside the file
/// is an <see cref="InvalidDataException"/>.
/// </summary>
internal readonly ref struct ElfReader
{
    private const int HeaderSize = 64;
    private const int SectionSize = 64;

    private readonly ReadOnlySpan<byte> _file;

    public ElfReader(ReadOnlySpan<byte> file)
    {
        _file = file;
        if (file.Length < HeaderSize || !file.StartsWith("\u007fELF"u8))
        {
            throw new InvalidDataException("it is no ELF file");
        }

        if (file[4] != 2 || file[5] != 1)
        {
            throw new InvalidDataException("it is not of 64 bits, little-endian");
        }
    }

    public ushort UInt16(ulong offset) => BinaryPrimitives.ReadUInt16LittleEndian(Bytes(offset, 2));

    public uint UInt32(ulong offset) => BinaryPrimitives.ReadUInt32LittleEndian(Bytes(offset, 4));

    public ulong UInt64(ulong offset) => BinaryPrimitives.ReadUInt64LittleEndian(Bytes(offset, 8));

    /// <summary>A section's bytes alone: a table that runs over its end is found out.</summary>
    public ReadOnlySpan<byte> Bytes(ElfSection section) => Bytes(section.Offset, section.Size);

    /// <summary>Does a section of names have this one, with the zero that ends it, at an offset?</summary>
    public bool IsName(ElfSection names, uint offset, ReadOnlySpan<byte> name)
    {
        var rest = Bytes(names);
        if (offset >= rest.Length)
        {
            throw new InvalidDataException("a name lies outside its section");
        }

        rest = rest[(int)offset..];
        return rest.Length > name.Length && rest.StartsWith(name) && rest[name.Length] == 0;
    }

    public ElfSections Sections()
    {
        var (table, size, count) = (UInt64(0x28), UInt16(0x3A), UInt16(0x3C));
        if (size != SectionSize)
        {
            throw new InvalidDataException("it has no table of sections as it should be");
        }

        // All of the table, the parts that are not read here too.
        Bytes(table, (ulong)(count * SectionSize));
        var sections = new List<ElfSection>(count);
        for (var i = 0; i < count; i++)
        {
            var at = table + (ulong)(i * SectionSize);
            sections.Add(new ElfSection(UInt32(at + 4), UInt64(at + 24), UInt64(at + 32), UInt32(at + 40)));
        }

        return new ElfSections(sections);
    }

    private ReadOnlySpan<byte> Bytes(ulong offset, ulong length)
    {
        var size = (ulong)_file.Length;
        if (offset > size || length > size - offset)
        {
            throw new InvalidDataException("it refers to something outside itself");
        }

        return _file.Slice((int)offset, (int)length);
    }
}
