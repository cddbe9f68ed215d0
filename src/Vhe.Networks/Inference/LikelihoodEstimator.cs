using Vhe.Networks.Data;
using Vhe.Networks.Models;
using static TorchSharp.torch;

namespace Vhe.Networks.Inference;

/// <summary>
/// How likely images are under a model, by importance weighting over the latents (sections 4.2 and 6.4.1). In expectation an estimate
/// of log p(X) or log p(x) lies below the truth and rises with the number of samples; one of log p(x | D) does so for what q(c; D)
/// makes of it, see <see cref="LogConditional"/>.
/// </summary>
/// <remarks>
/// Safe for concurrent use. The images that are scored are taken as they are: the model is one of binary images, so that gray ones
/// should be binarized before. Examples D may be gray. Numbers of differently resized or binarized images cannot be compared.
/// </remarks>
public sealed class LikelihoodEstimator
{
    private readonly ImageShape _shape;
    private readonly Device _device;
    private readonly ImportanceWeighting _weighting;

    /// <summary>Creates an estimator.</summary>
    /// <param name="model">A trained model, which it does not dispose.</param>
    /// <param name="options">How many samples; 20 of c and 10 of t when null.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public LikelihoodEstimator(VheModel model, LikelihoodOptions? options = null)
        : this((model ?? throw new ArgumentNullException(nameof(model))).Network, model.ImageShape, options, model.Device)
    {
    }

    /// <summary>Creates an estimator of any model with a latent variable for each class and at most one for each element.
    /// </summary>
    /// <param name="network">A trained network in evaluation mode, which it does not dispose.</param>
    /// <param name="shape">The shape of an image.</param>
    /// <param name="options">How many samples; 20 of c and 10 of z for each when null.</param>
    /// <param name="device">Where the network is; the CPU when null.</param>
    /// <exception cref="ArgumentException">The network has other latent variables; the message names them.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public LikelihoodEstimator(
        VariationalHomoencoder network, ImageShape shape, LikelihoodOptions? options = null, Device? device = null)
    {
        ClassLatents.Of(network);
        options ??= new LikelihoodOptions();
        options.Validate();
        (_shape, _device) = (shape, device ?? CPU);
        _weighting = new ImportanceWeighting(network, _device, options);
    }

    /// <summary>log p(X): of images of one class together.</summary>
    /// <param name="images">X: one or more images of the model's shape.</param>
    /// <param name="support">D, which q(c; D) is inferred from; X itself when null.</param>
    /// <returns>In nats, of all of X together; divide by the number of images for the joint likelihood an image.</returns>
    /// <exception cref="ArgumentException">There is no image, or one is not of the model's shape or not in [0, 1].</exception>
    /// <exception cref="VheException">The model gives no finite likelihood.</exception>
    public double LogJoint(IReadOnlyList<float[]> images, IReadOnlyList<float[]>? support = null) =>
        Estimate(images, support ?? images, _weighting.LogJoint);

    /// <summary>log p(x): of one image of a class of which nothing is known.</summary>
    /// <param name="image">An image of the model's shape.</param>
    /// <returns>In nats.</returns>
    /// <exception cref="ArgumentException">The image is not of the model's shape, or not in [0, 1].</exception>
    /// <exception cref="VheException">The model gives no finite likelihood.</exception>
    public double LogMarginal(float[] image) => LogJoint([image]);

    /// <summary>log p(x | D): of one image of a class with examples, as log E over q(c; D) of p(x | c) (section 6.4.1). Where q(c; D) is
    /// not p(c | D), that may lie on either side of log p(x | D).</summary>
    /// <param name="image">An image of the model's shape that is not among the examples.</param>
    /// <param name="support">D: one or more images of the class.</param>
    /// <returns>In nats.</returns>
    /// <exception cref="ArgumentException">There is no example, or an image is not of the model's shape or not in [0, 1].</exception>
    /// <exception cref="VheException">The model gives no finite likelihood.</exception>
    public double LogConditional(float[] image, IReadOnlyList<float[]> support) =>
        Estimate([image], support, _weighting.LogConditional);

    private double Estimate(IReadOnlyList<float[]> images, IReadOnlyList<float[]> support, Func<Tensor, Tensor, double> estimate)
    {
        var checkedX = new GroupedImages(_shape, [new ImageClass("X", images)]).Classes[0].Images;
        var checkedD = new GroupedImages(_shape, [new ImageClass("D", support)]).Classes[0].Images;
        using var scope = NewDisposeScope();
        var value = NativeCall.Guard("Estimating a likelihood", () => estimate(
            ImageTensor.From(checkedX, _shape, _device),
            ImageTensor.From(checkedD, _shape, _device)));
        return double.IsFinite(value) ? value : throw VheException.NotFinite();
    }
}
