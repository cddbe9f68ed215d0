using Vhe.Networks.Data;
using Vhe.Networks.Inference;
using Vhe.Networks.Models;

namespace Vhe.Networks.Evaluation;

/// <content>The protocol for a Variational Homoencoder.</content>
public static partial class EpisodeProtocol
{
    /// <summary>
    /// Measures a model as a few-shot classifier: each query gets the class under which it is likeliest (section 6.4.1).
    /// </summary>
    /// <param name="model">A trained model.</param>
    /// <param name="images">The classes to draw from, of the model's image shape: unseen ones, for a fair measure.</param>
    /// <param name="options">The protocol.</param>
    /// <param name="classification">How likelihoods are estimated; the cheap rule when null.</param>
    /// <param name="progress">Told after each episode how many are done.</param>
    /// <param name="cancellationToken">Checked before each episode.</param>
    /// <returns>The accuracy over all episodes.</returns>
    /// <exception cref="ArgumentException">
    /// The images are of another shape than the model's, an option is out of its range, there are fewer classes than an episode
    /// has, or a class has too few images (it is named).
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static Accuracy Run(
        VheModel model,
        GroupedImages images,
        EpisodeOptions options,
        ClassificationOptions? classification = null,
        IProgress<int>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(images);
        if (images.Shape != model.ImageShape)
        {
            throw new ArgumentException($"The images are {images.Shape}; the model takes {model.ImageShape}.", nameof(images));
        }

        return Run(images, options, Classify, progress, cancellationToken);

        int[] Classify(Episode episode)
        {
            var support = new GroupedImages(images.Shape, episode.Support);
            using var classifier = new FewShotClassifier(model, support, classification);
            return classifier.Classify(episode.Queries);
        }
    }
}
