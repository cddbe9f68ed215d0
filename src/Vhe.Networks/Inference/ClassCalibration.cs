using Vhe.Networks.Data;
using Vhe.Networks.Models;

namespace Vhe.Networks.Inference;

/// <summary>What <see cref="UnknownDetector"/> knows of one class, whatever other classes there are.</summary>
/// <param name="Explained">The mean of log p(d | c_d) over the examples that an image has to explain, in nats.</param>
/// <param name="Least">The least log p(d | c_d) of an example, in nats.</param>
/// <param name="Fits">The <see cref="MutualFit"/> of images of the class: of each example to the class without it, or, where it has
/// only one, of images that the model draws of it, if there are any.</param>
internal sealed record ClassCalibration(double Explained, double Least, IReadOnlyList<double> Fits)
{
    // Enough of a class: what matters is that there are many in all.
    private const int MostImages = 5;

    /// <summary>Calibrates a class by its examples.</summary>
    /// <param name="model">The model.</param>
    /// <param name="item">The class.</param>
    public static ClassCalibration Of(VheModel model, ImageClass item)
    {
        var images = item.Images.Take(MostImages).ToArray();
        var own = MutualFit.Own(model, images);
        double[] fits = images.Length > 1 ? MutualFit.LeavingOneOut(model, images, own) : [];
        return new ClassCalibration(own.Take(MutualFit.MostExamples).Average(), own.Min(), fits);
    }
}
