using Vhe.Networks.Storage;

namespace Vhe.Networks.Tests.Storage;

public class SafetensorsRoundTripTests
{
    private static readonly Dictionary<string, string> NoMetadata = new(StringComparer.Ordinal);

    // Written by hand from the format's description; 'a' is 1-D F32 {1, 2}, 'b' an F16 scalar 1.
    private const string HandMadeHeader =
        """{"__metadata__":{"k":"v"},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"""
        + "\"b\":{\"dtype\":\"F16\",\"shape\":[],\"data_offsets\":[8,10]}}";

    private static readonly byte[] HandMadeData = [0, 0, 0x80, 0x3F, 0, 0, 0, 0x40, 0, 0x3C];

    [Test]
    public void Writes_the_bytes_of_a_hand_made_file()
    {
        var file = new SafetensorsFile(
            new Dictionary<string, string>(StringComparer.Ordinal) { ["k"] = "v" },
            [
                new SafetensorsTensor("b", SafetensorsDType.F16, [], new byte[] { 0, 0x3C }),
                SafetensorsTensor.FromFloats("a", [2], [1f, 2f]),
            ]);

        var padded = HandMadeHeader.PadRight((HandMadeHeader.Length + 7) / 8 * 8);
        Assert.That(SafetensorsSamples.Bytes(file), Is.EqualTo(SafetensorsSamples.Raw(padded, HandMadeData)));
    }

    [TestCase(0)]
    [TestCase(3)]
    public void Reads_a_hand_made_file_however_it_is_padded(int spaces)
    {
        var file = SafetensorsReader.Read(SafetensorsSamples.Raw(HandMadeHeader + new string(' ', spaces), HandMadeData));

        Assert.That(file.Metadata, Is.EqualTo(new Dictionary<string, string>(StringComparer.Ordinal) { ["k"] = "v" }));
        Assert.That(file.Tensors.Select(tensor => tensor.ToString()), Is.EqualTo(["a F32[2]", "b F16[]"]));
        Assert.That(file.Tensors[0].ToFloats(), Is.EqualTo([1f, 2f]));
        Assert.That(file.Tensors[1].ToFloats(), Is.EqualTo([1f]));
    }

    [Test]
    public void Reads_tensors_whose_header_is_in_another_order_than_their_data()
    {
        var header = "{" + SafetensorsSamples.Entry("later", "F16", "[1]", "[2,4]") + ","
            + SafetensorsSamples.Entry("sooner", "F16", "[1]", "[0,2]") + "}";

        var file = SafetensorsReader.Read(SafetensorsSamples.Raw(header, 1, 2, 3, 4));

        Assert.That(file.Tensors.Select(tensor => tensor.Name), Is.EqualTo(["sooner", "later"]));
        Assert.That(file.Tensors[1].Data.ToArray(), Is.EqualTo(new byte[] { 3, 4 }));
    }

    [Test]
    public void What_was_written_reads_back_equal()
    {
        var written = SafetensorsSamples.Varied();

        using var stream = new MemoryStream(SafetensorsSamples.Bytes(written));
        var read = SafetensorsReader.Read(stream);

        Assert.That(read.Metadata, Is.EqualTo(written.Metadata));
        Assert.That(read.Tensors, Has.Count.EqualTo(written.Tensors.Count));
        foreach (var tensor in written.Tensors)
        {
            Assert.That(read.TryGetTensor(tensor.Name, out var same), Is.True);
            Assert.That(same!.ToString(), Is.EqualTo(tensor.ToString()));
            Assert.That(same.Data.ToArray(), Is.EqualTo(tensor.Data.ToArray()));
        }
    }

    [Test]
    public void Equal_contents_give_equal_files_and_a_header_of_whole_words()
    {
        var file = SafetensorsSamples.Varied();
        var bytes = SafetensorsSamples.Bytes(file);
        var metadata = new Dictionary<string, string>(file.Metadata.Reverse(), StringComparer.Ordinal);
        var shuffled = new SafetensorsFile(metadata, file.Tensors.Reverse());

        Assert.That(SafetensorsSamples.Bytes(shuffled), Is.EqualTo(bytes));
        Assert.That(BitConverter.ToUInt64(bytes) % 8, Is.Zero);
        Assert.That(SafetensorsSamples.Bytes(SafetensorsReader.Read(bytes)), Is.EqualTo(bytes));
    }

    [Test]
    public void An_empty_file_is_a_file()
    {
        var read = SafetensorsReader.Read(SafetensorsSamples.Bytes(new SafetensorsFile(NoMetadata, [])));

        Assert.That(read.Tensors, Is.Empty);
        Assert.That(read.Metadata, Is.Empty);
    }

    [Test]
    public void A_tensor_is_checked_when_it_is_made()
    {
        AssertRefused("", [1], 1f, "has 0 characters");
        AssertRefused(new string('x', 513), [1], 1f, "has 513 characters");
        AssertRefused("__metadata__", [1], 1f, "__metadata__");
        AssertRefused("\ud800", [1], 1f, "Unicode");
        AssertRefused("w", [2], 1f, "'w'");
        AssertRefused("w", [-1], 1f, "negative");
        AssertRefused("w", [1], float.NaN, "not finite");
        Assert.That(
            () => new SafetensorsTensor("w", (SafetensorsDType)9, [1], new byte[1]),
            Throws.ArgumentException.With.Message.Contains("'w'").And.Message.Contains("not an element type"));
        Assert.That(
            () => new SafetensorsTensor("w", SafetensorsDType.I64, [1], new byte[8]).ToFloats(),
            Throws.InvalidOperationException.With.Message.Contains("'w'"));
    }

    [Test]
    public void A_file_with_one_name_twice_cannot_be_made()
    {
        var tensor = SafetensorsTensor.FromFloats("w", [1], [1f]);

        Assert.That(
            () => new SafetensorsFile(NoMetadata, [tensor, tensor]),
            Throws.ArgumentException.With.Message.Contains("'w'"));
    }

    [Test]
    public void A_stream_that_cannot_seek_is_read_to_its_end()
    {
        using var inner = new MemoryStream(SafetensorsSamples.Bytes(SafetensorsSamples.Varied()));
        using var stream = new BufferedStream(new ForwardOnlyStream(inner), 16);

        Assert.That(SafetensorsReader.Read(stream).Tensors, Has.Count.EqualTo(6));
    }

    private static void AssertRefused(string name, long[] shape, float value, string messagePart)
    {
        Assert.That(
            () => SafetensorsTensor.FromFloats(name, shape, [value]),
            Throws.ArgumentException.With.Message.Contains(messagePart));
    }

    private sealed class ForwardOnlyStream(Stream inner) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush()
        {
        }

        // At most three bytes at a time, as a network would.
        public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, Math.Min(count, 3));

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
