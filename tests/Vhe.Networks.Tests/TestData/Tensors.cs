using TorchSharp;

namespace Vhe.Networks.Tests.TestData;

/// <summary>Short ways to read and write the tensors of tests.</summary>
internal static class Tensors
{
    /// <summary>The values in row-major order.</summary>
    public static float[] Values(this Tensor tensor)
        => tensor.detach().to(float32).contiguous().flatten().data<float>().ToArray();

    /// <summary>A single value.</summary>
    public static float Value(this Tensor tensor, params long[] index)
    {
        var item = tensor.detach();
        foreach (var i in index)
            item = item.select(0, i);

        return item.item<float>();
    }

    /// <summary>Standard normal numbers that depend on the seed alone.</summary>
    public static Tensor Normal(long seed, params long[] shape)
    {
        using var noise = new SeededGenerator(seed);
        return noise.Normal(shape);
    }

    /// <summary>Random binary images.</summary>
    public static Tensor Binary(long seed, params long[] shape)
    {
        using var noise = new SeededGenerator(seed);
        return noise.Uniform(shape).IsBelow(0.5).to(float32);
    }

    /// <summary>A copy with other values at one pixel of all images and channels.</summary>
    public static Tensor WithPixel(this Tensor images, long row, long column, Func<Tensor, Tensor> change)
    {
        using var untracked = no_grad();
        var copy = images.clone();
        var pixel = copy.narrow(2, row, 1).narrow(3, column, 1);
        pixel.copy_(change(pixel.clone()));
        return copy;
    }

    /// <summary>The values of all channels of one pixel.</summary>
    public static float[] Pixel(this Tensor images, long row, long column)
        => images.narrow(2, row, 1).narrow(3, column, 1).Values();

    /// <summary>Fresh normal values in place of all parameters of a module: starting values are often 0 or an identity, which
    /// hides errors.</summary>
    public static void Randomize(nn.Module module, long seed, double deviation = 0.3)
    {
        using var untracked = no_grad();
        using var noise = new SeededGenerator(seed);
        foreach (var parameter in module.parameters())
            parameter.copy_(noise.Normal(parameter.shape).Times(deviation));
    }
}
