namespace Vhe.Networks.Build;

/// <summary>A row of the table of sections: where a section lies in the file, and which other section it refers to.</summary>
internal sealed record ElfSection(uint Type, ulong Offset, ulong Size, uint Link)
{
    public const uint RelocationsWithAddends = 4;
    public const uint Relocations = 9;
    public const uint DynamicSymbols = 11;
    public const uint VersionNeeds = 0x6FFFFFFE;
    public const uint SymbolVersions = 0x6FFFFFFF;
}
