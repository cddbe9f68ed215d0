namespace Vhe.MLNet;

/// <summary>
/// Classifies, generates and scores images of classes known by a few examples each, for web applications and workers. Registered
/// by <c>services.AddVheFewShot(...)</c>.
/// </summary>
/// <remarks>
/// Thread-safe. As many calls of a service compute at once as there are processors, divided by the threads of each
/// (<see cref="FewShotServiceOptions.Threads"/>), one at least; the others wait for their turn, those of
/// <see cref="ClassifyAsync"/> and <see cref="Generate"/> without a thread. Several services do not wait for each other.
/// Every call is answered by one model and one set of
/// classes from its beginning to its end, whatever is reloaded, added or removed meanwhile. Images that cannot be read give an
/// <see cref="InvalidDataException"/> that names the file, vectors that are not of the model's size or not in [0, 1] an
/// <see cref="ArgumentException"/>, and a service that its container has disposed an <see cref="ObjectDisposedException"/>.
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
    /// <returns>The answer.</returns>
    FewShotAnswer Classify(GlyphInput image);

    /// <summary>Classifies an image on a thread of the pool.</summary>
    /// <param name="image">The image.</param>
    /// <param name="cancellationToken">Cancels until the network sees the image.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="OperationCanceledException">It was canceled.</exception>
    Task<FewShotAnswer> ClassifyAsync(GlyphInput image, CancellationToken cancellationToken = default);

    /// <summary>Draws new images of a class: c from q(c; D) of its examples, t from its prior, then the image (section 4.2). They
    /// are drawn on a thread of the pool, some at a time, as they are asked for: from the class as it is at the call, by the model of
    /// the first image.</summary>
    /// <param name="className">The class.</param>
    /// <param name="count">How many, 0 or more.</param>
    /// <param name="seed">The same seed gives the same images.</param>
    /// <param name="temperature">Divides the logits of every pixel: below 1 smoother, but more glyphs unfinished or blank;
    /// above 1 wilder; positive.</param>
    /// <param name="cancellationToken">Cancels between images.</param>
    /// <returns>Vectors of the model's height x width pixels, row by row, 0 or 1, ink = 1.</returns>
    /// <exception cref="ArgumentException">There is no such class; the message names it.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative, or the temperature not positive.</exception>
    IAsyncEnumerable<float[]> Generate(
        string className, int count, long seed = 0, double temperature = 1, CancellationToken cancellationToken = default);

    /// <summary>log p(x), or log p(x | D) given the examples of a class, by importance samples (section 6.4.1). Comparable
    /// between images that are read alike, under one model.</summary>
    /// <param name="image">The image. Where it is one of the class's examples, the others count, if there are any.</param>
    /// <param name="className">The class; null for an image of a class of which nothing is known.</param>
    /// <returns>In nats.</returns>
    /// <exception cref="ArgumentException">There is no such class; the message names it.</exception>
    /// <exception cref="Vhe.Networks.VheException">The model gives no finite likelihood.</exception>
    double Score(GlyphInput image, string? className = null);

    /// <summary>Adds a class: it is kept in the store folder, where there is one, and known to every call that begins afterwards.
    /// No other class is fitted anew. Changes come one at a time: this waits while another, or the reload of a model with its
    /// calibration of some seconds, is under way. Calls that ask do not wait for that.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="examples">One to a few images of it.</param>
    /// <exception cref="ArgumentException">There is such a class, also if its name differs only in case or Unicode normal form;
    /// its name is no valid Unicode; or there is no example.</exception>
    /// <exception cref="IOException">The store folder cannot be written, for want of a right too; the class is not added.
    /// </exception>
    void AddClass(string name, IReadOnlyList<GlyphInput> examples);

    /// <summary>Removes a class. Where there is a store folder it stays removed after a restart; the support folder is left as it
    /// is. It waits as <see cref="AddClass"/> does.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArgumentException">There is no such class, or no other.</exception>
    /// <exception cref="IOException">The store folder cannot be written, for want of a right too; the class is not removed.
    /// </exception>
    void RemoveClass(string name);

    /// <summary>Saves the model, the classes of now and how images are read as an ordinary ML.NET model: it reads the column
    /// <c>ImagePath</c> and adds <c>PredictedLabel</c> (missing where the image is unknown), <c>Score</c>, <c>LogLikelihood</c>
    /// and <c>IsKnown</c>; where <see cref="FewShotServiceOptions.DetectUnknown"/> is off, no <c>IsKnown</c>, and never a missing
    /// label.</summary>
    /// <param name="path">The file to write or replace, for instance model.zip.</param>
    /// <exception cref="InvalidOperationException">There is one class only; ML.NET's classifiers have two or more.</exception>
    void Save(string path);
}
