using System.Runtime.InteropServices;
using Vhe.Networks;
using Vhe.Networks.Data;

namespace Vhe.MLNet.Persistence;

/// <summary>Images of classes in a saved model: their names in the header, their values in a section. Stateless.</summary>
internal static class SavedImages
{
    /// <summary>The header's part.</summary>
    /// <param name="images">The images.</param>
    /// <returns>The classes.</returns>
    public static IReadOnlyList<SavedClass> ClassesOf(GroupedImages images)
        => [.. images.Classes.Select(item => new SavedClass(item.Name, item.Group, item.Images.Count))];

    /// <summary>The section: all values, class by class.</summary>
    /// <param name="images">The images.</param>
    /// <returns>Little-endian float32.</returns>
    public static byte[] ToBytes(GroupedImages images)
        => ToBytes([.. images.Classes.SelectMany(item => item.Images).SelectMany(image => image)]);

    /// <summary>Numbers as a section.</summary>
    /// <param name="values">The numbers.</param>
    /// <returns>Little-endian float32.</returns>
    public static byte[] ToBytes(ReadOnlySpan<float> values) => MemoryMarshal.AsBytes(values).ToArray();

    /// <summary>Reads what was written.</summary>
    /// <param name="classes">The header's part.</param>
    /// <param name="shape">The shape of an image.</param>
    /// <param name="bytes">The section.</param>
    /// <param name="what">Whose images they are, for the message.</param>
    /// <returns>The images.</returns>
    /// <exception cref="InvalidDataException">There are too few or too many bytes, or what they say is no image.</exception>
    public static GroupedImages Read(IReadOnlyList<SavedClass> classes, ImageShape shape, ReadOnlySpan<byte> bytes, string what)
    {
        var imageBytes = shape.Length * sizeof(float);
        var position = 0;
        var result = new List<ImageClass>();
        foreach (var item in classes)
        {
            var images = new List<float[]>();
            for (var i = 0; i < item.Count; i++)
            {
                if (bytes.Length - position < imageBytes)
                {
                    throw new InvalidDataException($"The saved {what} is damaged: examples are missing.");
                }

                images.Add(MemoryMarshal.Cast<byte, float>(bytes.Slice(position, imageBytes)).ToArray());
                position += imageBytes;
            }

            result.Add(new ImageClass(item.Name, images, item.Group));
        }

        try
        {
            return position == bytes.Length
                ? new GroupedImages(shape, result)
                : throw new InvalidDataException($"The saved {what} is damaged: there are bytes after the last example.");
        }
        catch (ArgumentException e)
        {
            throw new InvalidDataException($"The saved {what} is damaged: {e.Message}", e);
        }
    }
}
