using Vhe.Networks.Build;

namespace Vhe.Networks.Tests.Build;

public class ElfVersionNeedsTests
{
    [Test]
    public void The_entry_is_found_by_the_names_of_the_library_and_the_version()
    {
        Assert.That(Find(ElfSample.Bytes()), Is.EqualTo(new VersionNeed(VersionNeedState.Unused, ElfSample.Entry + 4)));
        Assert.That(
            ElfVersionNeeds.Find(ElfSample.Bytes(), Libstdcxx.Library, "GLIBCXX_3.4.9", "_Znwm").FlagsOffset,
            Is.EqualTo(ElfSample.Entry - 16 + 4));
    }

    [TestCase("libc.so.6", Libstdcxx.Version)]
    [TestCase(Libstdcxx.Library, "GLIBCXX_3.4.3")]
    [TestCase(Libstdcxx.Library, "GLIBCXX_3.4.32.1")]
    public void A_name_that_is_only_like_it_is_not_it(string library, string version)
        => Assert.That(
            ElfVersionNeeds.Find(ElfSample.Bytes(), library, version, Libstdcxx.Marker).State, Is.EqualTo(VersionNeedState.Absent));

    [Test]
    public void A_version_that_is_weak_already_needs_nothing()
    {
        var file = Changed(ElfSample.Entry + 4, ElfVersionNeeds.WeakFlag);

        Assert.That(Find(file).State, Is.EqualTo(VersionNeedState.Weak));
    }

    [Test]
    public void A_file_that_asks_for_no_versions_is_left_alone()
    {
        // The type of the fourth section.
        var file = ElfSample.Bytes();
        ElfSample.Put32(file, ElfSample.Sections + (4 * 64) + 4, 1);

        Assert.That(Find(file).State, Is.EqualTo(VersionNeedState.Absent));
    }

    [Test]
    public void A_version_that_another_symbol_has_too_is_used()
    {
        var need = Find(Changed(ElfSample.SymbolVersions + 2, 4));

        Assert.That(need.State, Is.EqualTo(VersionNeedState.Used));
        Assert.That(need.Reason, Does.Contain("other symbols"));
    }

    [Test]
    public void A_version_whose_mark_is_defined_in_the_file_is_used()
        => Assert.That(Find(Changed(ElfSample.Symbols + 48 + 6, 1)).State, Is.EqualTo(VersionNeedState.Used));

    [Test]
    public void A_version_whose_mark_a_relocation_refers_to_is_used()
    {
        var file = ElfSample.Bytes();
        ElfSample.Put64(file, ElfSample.Relocations + 8, (2UL << 32) | 7);

        Assert.That(Find(file).State, Is.EqualTo(VersionNeedState.Used));
        Assert.That(Find(file).Reason, Does.Contain(Libstdcxx.Marker));
    }

    [TestCase(0, 0x457E, "not an ELF file", TestName = "Another_first_byte_is_refused")]
    [TestCase(4, 0x0101, "64 bits", TestName = "A_file_of_32_bits_is_refused")]
    [TestCase(4, 0x0202, "little-endian", TestName = "A_big_endian_file_is_refused")]
    [TestCase(0x3A, 40, "table of sections", TestName = "Sections_of_another_size_are_refused")]
    [TestCase(ElfSample.Needs, 2, "format", TestName = "Another_format_of_versions_is_refused")]
    [TestCase(ElfSample.Needs + 16 + 2, 3, "break off", TestName = "Fewer_versions_than_it_says_are_refused")]
    [TestCase(ElfSample.Needs + 12, 8, "over one another", TestName = "Libraries_that_overlap_are_refused")]
    [TestCase(ElfSample.Needs + 12, 800, "outside their section", TestName = "Versions_outside_their_section_are_refused")]
    [TestCase(ElfSample.Entry + 4, 4, "flags 4", TestName = "Flags_that_are_unknown_are_refused")]
    public void What_is_unexpected_is_said(int offset, int number, string reason)
    {
        var need = Find(Changed(offset, (ushort)number));

        Assert.That(need.State, Is.EqualTo(VersionNeedState.Unexpected));
        Assert.That(need.Reason, Does.Contain(reason));
    }

    [Test]
    public void A_file_cut_off_anywhere_is_refused()
    {
        var file = ElfSample.Bytes();
        for (var length = 0; length < file.Length; length++)
            Assert.That(Find(file[..length]).State, Is.EqualTo(VersionNeedState.Unexpected), $"{length} bytes");
    }

    // Whatever is wrong with the file: no exception, and only flags that are none of the named version are to change.
    [FsCheck.NUnit.Property(MaxTest = 5000)]
    public bool A_file_with_changed_bytes_is_refused_or_its_named_entry_is_found(FsCheck.DoNotSize<int> seed)
    {
        var random = new Random(seed.Item);
        var file = ElfSample.Bytes();
        for (var changes = random.Next(1, 5); changes > 0; changes--)
            file[random.Next(file.Length)] = (byte)random.Next(256);

        var need = Find(file[..random.Next(file.Length - 50, file.Length + 1)]);
        return need.State != VersionNeedState.Unused || IsNamed(file, need.FlagsOffset);
    }

    private static bool IsNamed(byte[] file, int flags)
    {
        var name = ElfSample.Names + BitConverter.ToInt32(file, flags + 4);
        return BitConverter.ToUInt16(file, flags) == 0 && file.AsSpan(name).StartsWith("GLIBCXX_3.4.32\0"u8);
    }

    private static VersionNeed Find(byte[] file)
        => ElfVersionNeeds.Find(file, Libstdcxx.Library, Libstdcxx.Version, Libstdcxx.Marker);

    private static byte[] Changed(int offset, ushort number)
    {
        var file = ElfSample.Bytes();
        ElfSample.Put16(file, offset, number);
        return file;
    }
}
