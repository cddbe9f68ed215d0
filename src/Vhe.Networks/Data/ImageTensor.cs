namespace Vhe.Networks.Data;

/// <summary>Images as one tensor.</summary>
internal static class ImageTensor
{
    /// <summary>Stacks images.</summary>
    public static Tensor From(IReadOnlyList<float[]> images, ImageShape shape, Device device)
    {
        var pixels = new float[images.Count * shape.Length];
        for (var i = 0; i < images.Count; i++)
            images[i].CopyTo(pixels, i * shape.Length);

        return tensor(pixels).view(images.Count, shape.Channels, shape.Height, shape.Width).to(device);
    }

    /// <summary>The images of a tensor.</summary>
    public static float[][] ToArrays(Tensor images)
    {
        var length = (int)(images.numel() / Math.Max(1, images.shape[0]));
        return [.. images.cpu().flatten().data<float>().ToArray().Chunk(length)];
    }
}
