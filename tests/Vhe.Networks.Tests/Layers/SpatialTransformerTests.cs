namespace Vhe.Networks.Tests.Layers;

public class SpatialTransformerTests : TensorFixture
{
    private const int Height = 5, Width = 8;

    [Test]
    public void The_identity_changes_nothing()
    {
        var images = Tensors.Normal(1, 2, 3, Height, Width);

        var result = SpatialTransformer.Transform(images, tensor(SpatialTransformer.Identity).repeat(2, 1));

        Assert.That(result.Values(), Is.EqualTo(images.Values()).Within(1e-5));
    }

    [TestCase(1, 0)]
    [TestCase(0, 2)]
    [TestCase(-2, -1)]
    public void A_shift_by_whole_pixels_moves_the_pixels_and_lets_zeros_in(int right, int down)
    {
        var images = Tensors.Normal(2, 1, 2, Height, Width);

        // The map goes from output to input, whose coordinates run from -1 to 1 over the side.
        var affine = tensor(new[] { 1, 0, -2f * right / Width, 0, 1, -2f * down / Height }).view(1, 6);
        var result = SpatialTransformer.Transform(images, affine);

        for (var row = 0; row < Height; row++)
        {
            for (var column = 0; column < Width; column++)
            {
                var (fromRow, fromColumn) = (row - down, column - right);
                var inside = fromRow is >= 0 and < Height && fromColumn is >= 0 and < Width;
                var expected = inside ? images.Pixel(fromRow, fromColumn) : new float[2];
                Assert.That(result.Pixel(row, column), Is.EqualTo(expected).Within(1e-5), $"({row}, {column})");
            }
        }
    }

    [Test]
    public void Each_image_has_its_own_map()
    {
        var images = Tensors.Normal(3, 2, 1, Height, Width);
        var flip = new[] { -1f, 0, 0, 0, 1, 0 };

        var result = SpatialTransformer.Transform(images, tensor([.. SpatialTransformer.Identity, .. flip]).view(2, 6));

        Assert.That(result.narrow(0, 0, 1).Values(), Is.EqualTo(images.narrow(0, 0, 1).Values()).Within(1e-5));
        Assert.That(result.narrow(0, 1, 1).Values(), Is.EqualTo(images.narrow(0, 1, 1).flip(3).Values()).Within(1e-5));
    }

    [Test]
    public void The_map_and_the_image_can_be_learned()
    {
        var images = Tensors.Normal(4, 1, 1, Height, Width).requires_grad_();
        var moved = tensor(SpatialTransformer.Identity).view(1, 6).Plus(Tensors.Normal(5, 1, 6).Times(0.1));
        var affine = moved.detach().requires_grad_();

        var result = SpatialTransformer.Transform(images, affine);
        var gradients = autograd.grad(new[] { result.Squared().sum() }, new[] { images, affine });

        Assert.That(gradients[0].Values(), Has.Some.Not.Zero);
        Assert.That(gradients[1].Values(), Has.All.Not.Zero);
    }
}
