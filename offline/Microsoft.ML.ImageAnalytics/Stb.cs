using System.Runtime.InteropServices;

namespace Microsoft.ML.Data;

// Debian's libstb: decodes PNG, JPEG, BMP, GIF, TGA and PNM, writes PNG and JPEG, resamples. Pixels are RGBA bytes in rows.
internal static class Stb
{
    private const string Library = "libstb.so.0";

    // Null where the bytes are no image that stb knows; the reason comes with it.
    public static byte[] Decode(byte[] encoded, out int width, out int height, out string reason)
    {
        nint pixels = stbi_load_from_memory(encoded, encoded.Length, out width, out height, out _, 4);
        if (pixels == 0)
        {
            reason = Marshal.PtrToStringUTF8(stbi_failure_reason());
            return null;
        }
        reason = null;
        return Take(pixels, checked(width * height * 4));
    }

    public static byte[] EncodePng(byte[] rgba, int width, int height)
        => Take(stbi_write_png_to_mem(rgba, width * 4, width, height, 4, out int length), length);

    public static byte[] EncodeJpeg(byte[] rgba, int width, int height)
    {
        using var stream = new MemoryStream();
        Writer write = (_, data, size) =>
        {
            var chunk = new byte[size];
            Marshal.Copy(data, chunk, 0, size);
            stream.Write(chunk);
        };
        stbi_write_jpg_to_func(write, 0, width, height, 4, rgba, 100);
        return stream.ToArray();
    }

    public static byte[] Resize(byte[] rgba, int width, int height, int newWidth, int newHeight)
    {
        var resized = new byte[newWidth * newHeight * 4];
        return stbir_resize_uint8(rgba, width, height, 0, resized, newWidth, newHeight, 0, 4) == 1
            ? resized : throw new InvalidOperationException("Couldn't resize the image");
    }

    private static byte[] Take(nint memory, int length)
    {
        try
        {
            var bytes = new byte[length];
            Marshal.Copy(memory, bytes, 0, length);
            return bytes;
        }
        finally
        {
            stbi_image_free(memory);
        }
    }

    private delegate void Writer(nint context, nint data, int size);

    [DllImport(Library)]
    private static extern nint stbi_load_from_memory(byte[] buffer, int length, out int x, out int y, out int channels,
        int desired);

    [DllImport(Library)]
    private static extern nint stbi_failure_reason();

    [DllImport(Library)]
    private static extern void stbi_image_free(nint memory);

    [DllImport(Library)]
    private static extern nint stbi_write_png_to_mem(byte[] pixels, int stride, int x, int y, int channels, out int length);

    [DllImport(Library)]
    private static extern int stbi_write_jpg_to_func(Writer write, nint context, int x, int y, int channels, byte[] pixels,
        int quality);

    [DllImport(Library)]
    private static extern int stbir_resize_uint8(byte[] input, int width, int height, int stride, byte[] output, int newWidth,
        int newHeight, int newStride, int channels);
}
