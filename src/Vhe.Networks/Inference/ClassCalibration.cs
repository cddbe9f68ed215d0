using Vhe.Networks.Data;

namespace Vhe.Networks.Inference;

/// <summary>What <see cref="UnknownDetector"/> knows of one class, whatever other classes there are.</summary>
/// <param name="Explained">The mean of log p(d | c_d) over the examples that an image has to explain, in nats.</param>
/// <param name="Least">The least log p(d | c_d) of an example, in nats.</param>
/// <param name="Fits">The <see cref="MutualFit"/> of images of the class: of examples to the class without them, or, where it
/// has only one, of images that the model draws of it. None where other classes have enough.</param>
internal sealed record ClassCalibration(double Explained, double Least, IReadOnlyList<double> Fits)
{
    /// <summary>Calibrates a class by its examples.</summary>
    public static ClassCalibration Of(ClassLatents latents, ImageClass item, int most)
    {
        var needed = most == 0 ? MutualFit.MostExamples : Math.Max(most, MutualFit.MostExamples + 1);
        var own = MutualFit.Own(latents, [.. item.Images.Take(needed)]);
        double[] fits = most > 0 && own.Length > 1 ? MutualFit.LeavingOneOut(latents, item.Images, own, Math.Min(most, own.Length)) : [];
        return new ClassCalibration(own.Take(MutualFit.MostExamples).Average(), own.Min(), fits);
    }
}
