namespace Vhe.MLNet;

/// <summary>
/// Classifies, generates and scores images of classes that are given by a few examples each, for web applications and workers.
/// Registered by <c>services.AddVheFewShot(...)</c>.
/// </summary>
/// <remarks>
/// <para>
/// Thread-safe. Methods run on the thread pool. As many calls of a service compute at once as there are processors, divided by
/// <see cref="FewShotServiceOptions.Threads"/>, but at least one. The others wait in order, without blocking a thread. Services
/// do not wait for each other.
/// </para>
/// <para>
/// A call uses one model and one set of classes from beginning to end, whatever is reloaded, added or removed meanwhile.
/// </para>
/// <para>Exceptions that an application can map to responses:</para>
/// <list type="table">
/// <listheader><term>Exception</term><description>Cause, and the usual status</description></listheader>
/// <item><term><see cref="InvalidDataException"/></term><description>An image cannot be read (400). The message names the
/// file.</description></item>
/// <item><term><see cref="ArgumentException"/></term><description>No image, a vector that is not of the model's size or not in
/// [0, 1], a class without examples or with an invalid name (400).</description></item>
/// <item><term><see cref="UnknownClassException"/></term><description>The service has no such class (404).</description></item>
/// <item><term><see cref="DuplicateClassException"/></term><description>The service has such a class already (409).
/// </description></item>
/// <item><term><see cref="InvalidOperationException"/></term><description>There are too few classes to remove one or to save
/// (409).</description></item>
/// <item><term><see cref="ObjectDisposedException"/></term><description>The application is shutting down (503). It derives from
/// <see cref="InvalidOperationException"/>.</description></item>
/// <item><term><see cref="IOException"/></term><description>The store folder cannot be written (500).</description></item>
/// <item><term><see cref="VheException"/></term><description>libtorch fails, or the model gives no finite likelihood (500).
/// </description></item>
/// </list>
/// </remarks>
/// <example>
/// <code>
/// builder.Services.AddVheFewShot("stamps", o => { o.SupportFolder = "stamps"; o.StoreFolder = "stamps-added"; });
/// app.MapPost("/classify", async ([FromKeyedServices("stamps")] IFewShotService stamps, IFormFile file, CancellationToken token)
/// => {
///     await using var stream = file.OpenReadStream();
///     return await stamps.ClassifyAsync(GlyphInput.FromStream(stream), token);
/// });
/// </code>
/// </example>
public interface IFewShotService
{
    /// <summary>The name that the service was registered with.</summary>
    string Name { get; }

    /// <summary>The classes now: those of the support folder by the order of their paths, then those added, in their
    /// order.</summary>
    IReadOnlyList<string> ClassNames { get; }

    /// <summary>Classifies an image.</summary>
    /// <param name="image">The image.</param>
    /// <param name="cancellationToken">Cancels the call until it computes.</param>
    /// <returns>The answer.</returns>
    Task<FewShotAnswer> ClassifyAsync(GlyphInput image, CancellationToken cancellationToken = default);

    /// <summary>Computes log p(x), or log p(x | D) given the examples of a class, by importance sampling (section 6.4.1).
    /// Comparable between images that are read with the same options and scored by the same model.</summary>
    /// <param name="image">The image. If it is one of the class's examples, only the others are used, if there are any.</param>
    /// <param name="className">The class; null for log p(x).</param>
    /// <param name="cancellationToken">Cancels the call until it computes.</param>
    /// <returns>The log-likelihood in nats.</returns>
    /// <exception cref="UnknownClassException">There is no such class.</exception>
    Task<double> ScoreAsync(GlyphInput image, string? className = null, CancellationToken cancellationToken = default);

    /// <summary>Draws new images of a class: c from q(c; D) of its examples, t from its prior, then the image (section 4.2).
    /// Images are drawn in batches while they are enumerated. The examples are those at the call, the model that of the first
    /// image.
    /// </summary>
    /// <param name="className">The class.</param>
    /// <param name="count">How many images, 0 or more.</param>
    /// <param name="seed">The same seed gives the same images.</param>
    /// <param name="temperature">Divides the logits of every pixel; positive. Below 1 images are smoother, but more glyphs stay
    /// unfinished or blank; above 1 they are wilder.</param>
    /// <param name="cancellationToken">Cancels between images.</param>
    /// <returns>Vectors of the model's height x width pixels, row by row, 0 or 1, ink = 1.</returns>
    /// <exception cref="UnknownClassException">There is no such class.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative, or the temperature not positive.</exception>
    IAsyncEnumerable<float[]> GenerateAsync(
        string className, int count, long seed = 0, double temperature = 1, CancellationToken cancellationToken = default);

    /// <summary>Adds a class. It is kept in the store folder, if there is one, and known to every call that begins afterwards. No
    /// other class is fitted again. Changes run one at a time: this waits while another, or the reload of a model with its
    /// calibration of some seconds, is running. Classification does not wait for changes.</summary>
    /// <param name="name">The name of the class.</param>
    /// <param name="examples">One to a few images of it.</param>
    /// <param name="cancellationToken">Cancels the call until the change begins.</param>
    /// <returns>A task that ends when the class is added.</returns>
    /// <exception cref="DuplicateClassException">There is such a class, or one whose name differs only in case or Unicode normal
    /// form.</exception>
    /// <exception cref="IOException">The store folder cannot be written. The class is not added.</exception>
    Task AddClassAsync(string name, IReadOnlyList<GlyphInput> examples, CancellationToken cancellationToken = default);

    /// <summary>Removes a class. With a store folder it stays removed after a restart; the support folder is not changed. Waits
    /// as <see cref="AddClassAsync"/> does.</summary>
    /// <param name="name">The name of the class.</param>
    /// <param name="cancellationToken">Cancels the call until the change begins.</param>
    /// <returns>A task that ends when the class is removed.</returns>
    /// <exception cref="UnknownClassException">There is no such class.</exception>
    /// <exception cref="InvalidOperationException">It is the only class.</exception>
    /// <exception cref="IOException">The store folder cannot be written. The class is not removed.</exception>
    Task RemoveClassAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Saves the model, the classes of now and the options of reading images as an ordinary ML.NET model. It reads the
    /// column <c>ImagePath</c> and adds <c>PredictedLabel</c> (missing where the image is unknown), <c>Score</c>,
    /// <c>LogLikelihood</c> and <c>IsKnown</c>. Where <see cref="FewShotServiceOptions.DetectUnknown"/> is off, there is no
    /// <c>IsKnown</c>, and the label is never missing.</summary>
    /// <param name="path">The file to write or replace, for instance model.zip.</param>
    /// <param name="cancellationToken">Cancels the call until it begins to save.</param>
    /// <returns>A task that ends when the file is complete.</returns>
    /// <exception cref="InvalidOperationException">There is only one class; ML.NET's classifiers have two or more.</exception>
    Task SaveAsync(string path, CancellationToken cancellationToken = default);
}
