namespace Vhe.Networks.Build;

/// <summary>The sections of a file, found by what they are: names may be lacking.</summary>
internal sealed class ElfSections(List<ElfSection> sections)
{
    public bool Exist(uint type) => sections.Exists(section => section.Type == type);

    public List<ElfSection> Relocations() =>
        sections.FindAll(section => section.Type is ElfSection.Relocations or ElfSection.RelocationsWithAddends);

    public ElfSection Single(uint type) =>
        sections.FindAll(section => section.Type == type) is [var only]
            ? only
            : throw new InvalidDataException($"it has not one section of type {type:x}");

    /// <summary>The section that another one refers to: of symbols to their names, for instance.</summary>
    public ElfSection Linked(ElfSection section) =>
        section.Link < sections.Count
            ? sections[(int)section.Link]
            : throw new InvalidDataException("a section refers to another that is not there");
}
