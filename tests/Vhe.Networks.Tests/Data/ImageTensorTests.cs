namespace Vhe.Networks.Tests.Data;

public class ImageTensorTests : TensorFixture
{
    [Test]
    public void Images_become_a_tensor_and_come_back()
    {
        var shape = new ImageShape(2, 1, 3);
        float[][] images = [[1, 2, 3, 4, 5, 6], [7, 8, 9, 10, 11, 12]];

        var tensor = ImageTensor.From(images, shape, CPU);

        Assert.That(tensor.shape, Is.EqualTo(new long[] { 2, 2, 1, 3 }));
        Assert.That(tensor.Value(1, 0, 0, 2), Is.EqualTo(9f));
        Assert.That(ImageTensor.ToArrays(tensor), Is.EqualTo(images));
    }
}
