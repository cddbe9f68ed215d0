using System.Text;
using FsCheck;
using Vhe.Networks.Storage;

namespace Vhe.Networks.Tests.Storage;

public class SafetensorsFuzzTests
{
    private const int MaxBytesPerRead = 1 << 20;

    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", ",", ":", "\"", "\\", "\\ud800", "-", "9", "99999999999999999999", "1e9", "null", " ", "\0", "\"w\":",
        "I64",
    ];

    private static readonly byte[] Valid = SafetensorsSamples.Bytes(SafetensorsSamples.Varied());
    private static readonly int HeaderLength = (int)BitConverter.ToUInt64(Valid);

    [FsCheck.NUnit.Property(MaxTest = 2000)]
    public bool A_file_with_flipped_bits_reads_as_something_valid_or_is_refused(DoNotSize<int> seed)
    {
        var random = new Random(seed.Item);
        var mutated = Valid.ToArray();
        for (var flips = random.Next(1, 4); flips > 0; flips--)
            mutated[random.Next(mutated.Length)] ^= (byte)(1 << random.Next(8));

        return IsValidOrRefused(mutated);
    }

    [FsCheck.NUnit.Property(MaxTest = 500)]
    public bool A_file_cut_off_or_lengthened_is_refused(DoNotSize<int> seed)
    {
        var random = new Random(seed.Item);
        var mutated = random.Next(2) == 0
            ? Valid[..random.Next(Valid.Length)]
            : [.. Valid, .. new byte[random.Next(1, 100)]];

        return IsRefused(mutated);
    }

    [FsCheck.NUnit.Property(MaxTest = 3000)]
    public bool A_file_with_an_edited_header_reads_as_something_valid_or_is_refused(DoNotSize<int> seed)
    {
        var random = new Random(seed.Item);
        var header = new StringBuilder(Encoding.UTF8.GetString(Valid, 8, HeaderLength));
        for (var edits = random.Next(1, 4); edits > 0; edits--)
        {
            var at = random.Next(header.Length);
            if (random.Next(2) == 0)
                header.Remove(at, Math.Min(random.Next(1, 12), header.Length - at));

            header.Insert(Math.Min(at, header.Length), Pieces[random.Next(Pieces.Length)]);
        }

        return IsValidOrRefused(SafetensorsSamples.Raw(header.ToString(), Valid[(8 + HeaderLength)..]));
    }

    [FsCheck.NUnit.Property(MaxTest = 1000)]
    public bool A_file_with_changed_numbers_in_its_header_reads_as_something_valid_or_is_refused(DoNotSize<int> seed)
    {
        var random = new Random(seed.Item);
        var header = Encoding.UTF8.GetString(Valid, 8, HeaderLength).ToCharArray();
        for (var edits = random.Next(1, 4); edits > 0; edits--)
        {
            var digits = Enumerable.Range(0, header.Length).Where(index => char.IsAsciiDigit(header[index])).ToArray();
            header[digits[random.Next(digits.Length)]] = (char)('0' + random.Next(10));
        }

        return IsValidOrRefused(SafetensorsSamples.Raw(new string(header), Valid[(8 + HeaderLength)..]));
    }

    [FsCheck.NUnit.Property(MaxTest = 1000)]
    public bool Noise_is_refused(byte[] noise) => IsRefused(noise) && IsRefused(SafetensorsSamples.Raw(noise, noise));

    [Test]
    public void A_claimed_length_is_never_allocated()
    {
        byte[] claimsAll = [.. BitConverter.GetBytes((ulong)SafetensorsFormat.MaxHeaderBytes), .. "{"u8];
        var claimsData = SafetensorsSamples.Raw(
            "{" + SafetensorsSamples.Entry("w", "F32", "[250000000]", "[0,1000000000]") + "}", 1);

        Assert.That(IsRefused(claimsAll), Is.True);
        Assert.That(IsRefused(claimsData), Is.True);
    }

    private static bool IsRefused(byte[] file) => Read(file) is null;

    // A file that was read must hold what a file may hold: writing it anew checks it, and reading that gives the same.
    private static bool IsValidOrRefused(byte[] file)
    {
        if (Read(file) is not { } read)
            return true;

        var copies = read.Tensors.Select(tensor => new SafetensorsTensor(tensor.Name, tensor.DType, tensor.Shape, tensor.Data));
        var written = SafetensorsSamples.Bytes(new SafetensorsFile(read.Metadata, copies));
        return SafetensorsSamples.Bytes(SafetensorsReader.Read(written)).SequenceEqual(written);
    }

    // Null when refused. Any other exception than InvalidDataException fails the test by itself.
    private static SafetensorsFile? Read(byte[] file)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            using var stream = new MemoryStream(file);
            return SafetensorsReader.Read(stream);
        }
        catch (InvalidDataException)
        {
            return null;
        }
        finally
        {
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.That(allocated, Is.LessThan(MaxBytesPerRead), "bytes allocated");
        }
    }
}
