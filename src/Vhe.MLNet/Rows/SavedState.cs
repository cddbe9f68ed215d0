using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Vhe.MLNet.Rows;

/// <summary>
/// What a <see cref="RowFunction"/> keeps in a saved model, as one text: its name, a colon, and the Base64 of a JSON header and
/// three byte sections (weights, images, numbers). A text, because ML.NET passes text along without a copy for each row.
/// </summary>
/// <typeparam name="TOptions">The settings of the function; read and written as JSON.</typeparam>
internal sealed record SavedState<TOptions>(
    TOptions Options, VheModel? Model = null, GroupedImages? Examples = null, float[]? Numbers = null)
    where TOptions : class
{
    // A header that lacks something is refused by the reader.
    private static readonly JsonSerializerOptions Json = new()
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    public VheModel RequiredModel => Model ?? throw new InvalidDataException("The saved model is damaged: its weights are missing.");

    public GroupedImages RequiredExamples
        => Examples ?? throw new InvalidDataException("The saved model is damaged: its examples are missing.");

    public string Write(string name)
    {
        using var stream = new MemoryStream();
        var header = new Header(Options, Examples?.Classes.Select(item => new Class(item.Name, item.Group, item.Images.Count)).ToArray());
        WriteSection(stream, JsonSerializer.SerializeToUtf8Bytes(header, Json));
        WriteSection(stream, Model?.ToBytes());
        WriteSection(stream, MemoryMarshal.AsBytes<float>(Examples?.Classes.SelectMany(item => item.Images).SelectMany(ink => ink).ToArray()));
        WriteSection(stream, MemoryMarshal.AsBytes<float>(Numbers));
        return $"{name}:{Convert.ToBase64String(stream.GetBuffer(), 0, (int)stream.Length)}";
    }

    /// <exception cref="InvalidDataException">The text is not such a state.</exception>
    public static SavedState<TOptions> Read(string name, ReadOnlyMemory<char> text)
    {
        try
        {
            if (!text.Span.StartsWith($"{name}:"))
                throw new InvalidDataException("it was saved under another name, or by another version of this package.");

            var rest = Decode(text[(name.Length + 1)..]);
            var header = JsonSerializer.Deserialize<Header>(ReadSection(ref rest).Span, Json)
                ?? throw new InvalidDataException("it has no header.");
            var (weights, images, numbers) = (ReadSection(ref rest), ReadSection(ref rest), ReadSection(ref rest));
            if (!rest.IsEmpty)
                throw new InvalidDataException("there are bytes after its end.");

            var model = weights.IsEmpty ? null : VheModel.FromBytes(weights);
            var examples = header.Classes is null ? null
                : model is null ? throw new InvalidDataException("its weights are missing.")
                : Images(header.Classes, model.ImageShape, Floats(images));
            return new(header.Options, model, examples, Floats(numbers));
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidDataException)
        {
            throw new InvalidDataException($"The saved {name} is damaged: {e.Message}", e);
        }
    }

    private static ReadOnlyMemory<byte> Decode(ReadOnlyMemory<char> text)
    {
        var bytes = new byte[checked((int)(text.Length * 3L / 4))];
        return Convert.TryFromBase64Chars(text.Span, bytes, out var count)
            ? bytes.AsMemory(0, count)
            : throw new InvalidDataException("it is not Base64.");
    }

    private static GroupedImages Images(IReadOnlyList<Class> classes, ImageShape shape, float[] ink)
    {
        if (ink.Length % shape.Length != 0 || classes.Any(item => item is null || item.Count < 0)
            || classes.Sum(item => (long)item.Count) != ink.Length / shape.Length)
        {
            throw new InvalidDataException("examples are missing, or there are too many.");
        }

        var images = new Queue<float[]>(ink.Chunk(shape.Length));
        return new(shape, classes.Select(item => new ImageClass(
            item.Name, [.. Enumerable.Range(0, item.Count).Select(_ => images.Dequeue())], item.Group)));
    }

    private static float[] Floats(ReadOnlyMemory<byte> section)
        => section.Length % sizeof(float) == 0
            ? MemoryMarshal.Cast<byte, float>(section.Span).ToArray()
            : throw new InvalidDataException("a number in it is cut off.");

    private static void WriteSection(MemoryStream stream, ReadOnlySpan<byte> bytes)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        stream.Write(length);
        stream.Write(bytes);
    }

    private static ReadOnlyMemory<byte> ReadSection(ref ReadOnlyMemory<byte> rest)
    {
        if (rest.Length < sizeof(int) || BinaryPrimitives.ReadInt32LittleEndian(rest.Span) is var length
            && (length < 0 || length > rest.Length - sizeof(int)))
        {
            throw new InvalidDataException("it is truncated.");
        }

        var section = rest.Slice(sizeof(int), BinaryPrimitives.ReadInt32LittleEndian(rest.Span));
        rest = rest[(sizeof(int) + section.Length)..];
        return section;
    }

    private sealed record Header(TOptions Options, IReadOnlyList<Class>? Classes);

    private sealed record Class(string Name, string Group, int Count);
}
