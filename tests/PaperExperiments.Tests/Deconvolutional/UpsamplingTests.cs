using PaperExperiments.Deconvolutional;

namespace PaperExperiments.Tests.Deconvolutional;

internal sealed class UpsamplingTests : TensorFixture
{
    [Test]
    public void A_pixel_becomes_four_of_its_own()
    {
        using var noise = TinyNetwork.Noise();
        using var layer = new Upsampling(3, noise);
        var input = Tensors.Normal(2, 1, 3, 4, 5);

        var output = layer.call(input);
        var changed = layer.call(input.WithPixel(1, 2, pixel => pixel.Plus(1)));

        Assert.That(output.shape, Is.EqualTo(new long[] { 1, 3, 8, 10 }));
        var moved = (changed - output).abs().amax(0, 1);
        for (var row = 0; row < 8; row++)
        {
            for (var column = 0; column < 10; column++)
                Assert.That(moved.Value(row, column) > 1e-6, Is.EqualTo(row / 2 == 1 && column / 2 == 2), $"{row}, {column}");
        }
    }
}
