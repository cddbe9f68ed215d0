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
    /// <exception cref="OperationCanceledException">The token was canceled.</exception>
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

        return Run(images, options, Classifier(model, classification), progress, cancellationToken);
    }

    /// <summary>Measures a model as a few-shot classifier on given episodes, such as those of <see cref="PredefinedRuns"/>.
    /// </summary>
    /// <param name="model">A trained model.</param>
    /// <param name="episodes">The episodes, two or more, of the model's image shape. All are checked before the first is run.
    /// </param>
    /// <param name="classification">How likelihoods are estimated; the cheap rule when null.</param>
    /// <param name="progress">Told after each episode how many are done.</param>
    /// <param name="cancellationToken">Checked before each episode.</param>
    /// <returns>The accuracy over all episodes.</returns>
    /// <exception cref="ArgumentException">
    /// As <see cref="Run(IEnumerable{Episode}, Func{Episode, int[]}, IProgress{int}?, CancellationToken)"/>; or an image is of
    /// another shape than the model's or has a value that is not in [0, 1]. The message names the episode.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was canceled.</exception>
    public static Accuracy Run(
        VheModel model,
        IEnumerable<Episode> episodes,
        ClassificationOptions? classification = null,
        IProgress<int>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        var given = Checked(episodes);
        foreach (var (number, episode) in given.Index())
        {
            try
            {
                _ = new GroupedImages(model.ImageShape, [.. episode.Support]);
                _ = new GroupedImages(model.ImageShape, [new ImageClass("(queries)", episode.Queries)]);
            }
            catch (ArgumentException e)
            {
                throw new ArgumentException($"Episode {number}: {e.Message}", nameof(episodes), e);
            }
        }

        return Score(given, Classifier(model, classification), progress, cancellationToken);
    }

    private static Func<Episode, int[]> Classifier(VheModel model, ClassificationOptions? classification) => episode =>
    {
        var support = new GroupedImages(model.ImageShape, episode.Support);
        using var classifier = new FewShotClassifier(model, support, classification);
        return classifier.Classify(episode.Queries);
    };
}
