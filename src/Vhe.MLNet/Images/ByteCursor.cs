using System.Buffers.Binary;

namespace Vhe.MLNet.Images;

/// <summary>Reads numbers from a file in memory; reading beyond its end says that the file is truncated.</summary>
/// <param name="bytes">The file.</param>
internal ref struct ByteCursor(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>How far the cursor has come.</summary>
    public int Position { get; private set; }

    /// <summary>Takes the next bytes.</summary>
    /// <param name="count">How many.</param>
    /// <returns>The bytes.</returns>
    /// <exception cref="InvalidDataException">There are not so many left.</exception>
    public ReadOnlySpan<byte> Take(long count)
    {
        if (count < 0 || count > _bytes.Length - Position)
        {
            throw new InvalidDataException(
                $"the file is truncated or damaged: it ends at byte {_bytes.Length}, within the image.");
        }

        var taken = _bytes.Slice(Position, (int)count);
        Position += (int)count;
        return taken;
    }

    /// <summary>The next byte.</summary>
    /// <returns>0 to 255.</returns>
    public byte Byte() => Take(1)[0];

    /// <summary>The next two bytes, the greater first.</summary>
    /// <returns>An unsigned number.</returns>
    public int Big16() => BinaryPrimitives.ReadUInt16BigEndian(Take(2));

    /// <summary>The next four bytes, the greatest first.</summary>
    /// <returns>An unsigned number.</returns>
    public long Big32() => BinaryPrimitives.ReadUInt32BigEndian(Take(4));

    /// <summary>The next two bytes, the smaller first.</summary>
    /// <returns>An unsigned number.</returns>
    public int Little16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

    /// <summary>The next four bytes, the smallest first.</summary>
    /// <returns>A signed number.</returns>
    public int Little32() => BinaryPrimitives.ReadInt32LittleEndian(Take(4));
}
