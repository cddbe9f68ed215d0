using TorchSharp;
using Vhe.Networks.Data;
using Vhe.Networks.Inference;
using Vhe.Networks.Models;

namespace Vhe.Networks.Evaluation;

/// <content>The protocol for networks other than the packaged one.</content>
public static partial class EpisodeProtocol
{
    /// <summary>Measures a network as a <see cref="LikelihoodClassifier"/>.</summary>
    /// <param name="network">A trained network in evaluation mode.</param>
    /// <param name="images">The classes to draw from, of the shape that the network takes.</param>
    /// <param name="options">The protocol.</param>
    /// <param name="classification">How likelihoods are estimated; the cheap rule when null.</param>
    /// <param name="device">Where the network is; the CPU when null.</param>
    /// <param name="progress">Told after each episode how many are done.</param>
    /// <param name="cancellationToken">Checked before each episode.</param>
    /// <returns>The accuracy over all episodes.</returns>
    /// <exception cref="ArgumentException">
    /// The network has latent variables that the classifier does not know, the rule is not one of its rules, an option is out of
    /// its range, there are fewer classes than an episode has, or a class has too few images (it is named).
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was canceled.</exception>
    public static Accuracy Run(
        VariationalHomoencoder network,
        GroupedImages images,
        EpisodeOptions options,
        ClassificationOptions? classification = null,
        torch.Device? device = null,
        IProgress<int>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(images);
        return Run(images, options, Classify, progress, cancellationToken);

        int[] Classify(Episode episode)
        {
            var support = new GroupedImages(images.Shape, episode.Support);
            using var classifier = new LikelihoodClassifier(network, support, classification, device);
            return classifier.Classify(episode.Queries);
        }
    }
}
