using System.Buffers.Binary;
using System.Text;

namespace Vhe.Networks.Tests.TestData;

/// <summary>
/// A small ELF file that asks two libraries for versions, with two symbols: the undefined mark of one version, and another of
/// another. Everything lies at a fixed place, so that tests can change it.
/// </summary>
internal static class ElfSample
{
    public const int Names = 64;
    public const int Symbols = 192;
    public const int SymbolVersions = 264;
    public const int Needs = 272;
    public const int Relocations = 352;
    public const int Sections = 376;

    /// <summary>Where the entry of the version is whose flags are to change.</summary>
    public const int Entry = Needs + 64;

    public static byte[] Bytes()
    {
        var file = new byte[Sections + (6 * 64)];
        "\u007fELF\u0002\u0001\u0001"u8.CopyTo(file);
        Put64(file, 0x28, Sections);
        Put16(file, 0x3A, 64);
        Put16(file, 0x3C, 6);

        var end = 1;
        int Name(string name)
        {
            var start = end;
            end += Encoding.ASCII.GetBytes(name, file.AsSpan(Names + end)) + 1;
            return start;
        }

        Put32(file, Symbols + 24, Name("_Znwm"));
        Put32(file, Symbols + 48, Name("_ZSt21ios_base_library_initv"));
        Put16(file, SymbolVersions + 2, 3);
        Put16(file, SymbolVersions + 4, 4);

        Library(file, Needs, Name("libc.so.6"), versions: 1, entries: 32, next: 16);
        Library(file, Needs + 16, Name("libstdc++.so.6"), versions: 2, entries: 32, next: 0);
        Version(file, Needs + 32, Name("GLIBC_2.4"), index: 2, next: 0);
        Version(file, Needs + 48, Name("GLIBCXX_3.4.9"), index: 3, next: 16);
        Version(file, Entry, Name("GLIBCXX_3.4.32"), index: 4, next: 0);
        Put64(file, Relocations + 8, 1UL << 32);

        Section(file, 1, 3, Names, Symbols - Names, link: 0);
        Section(file, 2, 11, Symbols, 72, link: 1);
        Section(file, 3, 0x6FFFFFFF, SymbolVersions, 6, link: 2);
        Section(file, 4, 0x6FFFFFFE, Needs, Relocations - Needs, link: 1);
        Section(file, 5, 4, Relocations, 24, link: 2);
        return file;
    }

    public static void Put16(byte[] file, int at, ushort number) => BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(at), number);

    public static void Put32(byte[] file, int at, int number) => BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(at), number);

    public static void Put64(byte[] file, int at, ulong number) => BinaryPrimitives.WriteUInt64LittleEndian(file.AsSpan(at), number);

    private static void Library(byte[] file, int at, int name, ushort versions, int entries, int next)
    {
        Put16(file, at, 1);
        Put16(file, at + 2, versions);
        Put32(file, at + 4, name);
        Put32(file, at + 8, entries);
        Put32(file, at + 12, next);
    }

    private static void Version(byte[] file, int at, int name, ushort index, int next)
    {
        Put16(file, at + 6, index);
        Put32(file, at + 8, name);
        Put32(file, at + 12, next);
    }

    private static void Section(byte[] file, int number, int type, int offset, int size, int link)
    {
        var at = Sections + (number * 64);
        Put32(file, at + 4, type);
        Put64(file, at + 24, (ulong)offset);
        Put64(file, at + 32, (ulong)size);
        Put32(file, at + 40, link);
    }
}
