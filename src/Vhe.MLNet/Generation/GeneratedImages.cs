using System.Globalization;
using Vhe.MLNet.Generation;
using Vhe.Networks.Storage;

namespace Vhe.MLNet;

/// <summary>
/// Takes apart the column of several images that <c>GenerateFromExamples</c> and <c>SampleNewClass</c> add, and <c>TransferStyle</c> by a
/// model of one channel: the channels of others would come as images of their own. ML.NET saves no
/// transform that makes several rows of one: these are helpers, not parts of a pipeline.
/// </summary>
public static class GeneratedImages
{
    private const int MaxSide = 256;

    /// <summary>
    /// A view in which every row comes once for each of its images, all else of the row repeated. The column of images is
    /// replaced by two: ink, a vector of known size of <paramref name="height"/> x <paramref name="width"/> floats, which the
    /// estimators of this package take; and pictures, <see cref="MLImage"/> black on white, which whoever reads one disposes.
    /// Lazy: images are drawn when they are read, by one cursor after another again.
    /// </summary>
    /// <param name="view">The view.</param>
    /// <param name="columnName">The column of images: a vector of known size, a multiple of height x width.</param>
    /// <param name="height">Height of an image in pixels, that of the model; 1 to 256.</param>
    /// <param name="width">Width of an image in pixels, that of the model; 1 to 256.</param>
    /// <param name="imageColumnName">The column of ink; it replaces one of that name.</param>
    /// <param name="pictureColumnName">The column of pictures; it replaces one of that name.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ArgumentException">The column is missing, of another type, or of a size that is not a
    /// multiple.</exception>
    /// <example>
    /// <code>
    /// var more = generator.Transform(stamps).ToImages();
    /// var classifier = mlContext.Transforms.FewShotClassifier(model).Fit(more);
    /// </code>
    /// </example>
    public static IDataView ToImages(
        this IDataView view,
        string columnName = "Generated",
        int height = 28,
        int width = 28,
        string imageColumnName = "Image",
        string pictureColumnName = "Picture")
    {
        ArgumentNullException.ThrowIfNull(view);
        InputColumn.CheckName(imageColumnName, nameof(imageColumnName));
        InputColumn.CheckName(pictureColumnName, nameof(pictureColumnName));
        if (imageColumnName == pictureColumnName)
            throw new ArgumentException($"Ink and pictures cannot both be in column '{imageColumnName}'.");

        var column = Require(view.Schema, columnName, height, width);
        return new ExpandedView(view, column, new ExpandedView.Columns(imageColumnName, pictureColumnName, height, width));
    }

    /// <summary>
    /// Writes all images of all rows as PNG files, black on white: <c>00000-00.png</c> is the first image of the first row. Files
    /// of these names are replaced, each when its new picture is whole.
    /// </summary>
    /// <param name="view">The view.</param>
    /// <param name="folder">The folder to write to; it is made if there is none.</param>
    /// <param name="columnName">The column of images: a vector of known size, a multiple of height x width.</param>
    /// <param name="height">Height of an image in pixels, that of the model; 1 to 256.</param>
    /// <param name="width">Width of an image in pixels, that of the model; 1 to 256.</param>
    /// <returns>The paths, in the order of the rows.</returns>
    /// <exception cref="ArgumentException">The column is missing, of another type, or of a size that is not a
    /// multiple.</exception>
    /// <exception cref="InvalidDataException">A row's class or image is not one that images can be drawn of.</exception>
    /// <example>
    /// <code>
    /// generator.Transform(stamps).SaveImages("out");
    /// </code>
    /// </example>
    public static IReadOnlyList<string> SaveImages(
        this IDataView view, string folder, string columnName = "Generated", int height = 28, int width = 28)
    {
        ArgumentNullException.ThrowIfNull(view);
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        var column = Require(view.Schema, columnName, height, width);
        Directory.CreateDirectory(folder);
        var drafts = Directory.CreateTempSubdirectory("vhe-").FullName;
        try
        {
            // ML.NET writes a picture only to a path that says its format, and no such path in the user's folder may be half a picture.
            return Save(view, column, folder, Path.Combine(drafts, "draft.png"), height, width);
        }
        catch (InvalidOperationException e) when (ReadAhead.CauseOf(e) is { } problem)
        {
            throw new InvalidDataException(problem.Message, e);
        }
        finally
        {
            Directory.Delete(drafts, recursive: true);
        }
    }

    private static List<string> Save(
        IDataView view, DataViewSchema.Column column, string folder, string draft, int height, int width)
    {
        var paths = new List<string>();
        using var cursor = view.GetRowCursor([column]);
        var getter = cursor.GetGetter<VBuffer<float>>(column);
        VBuffer<float> vector = default;
        for (var row = 0; cursor.MoveNext(); row++)
        {
            getter(ref vector);
            foreach (var (index, ink) in vector.DenseValues().Chunk(height * width).Index())
            {
                var path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{row:00000}-{index:00}.png"));
                using var picture = ToPicture(ink, height, width);
                picture.Save(draft);
                AtomicFile.Write(path, stream => stream.Write(File.ReadAllBytes(draft)));
                paths.Add(path);
            }
        }

        return paths;
    }

    private static DataViewSchema.Column Require(DataViewSchema schema, string name, int height, int width)
    {
        OptionRange.Check(nameof(height), height, 1, MaxSide);
        OptionRange.Check(nameof(width), width, 1, MaxSide);
        InputColumn.CheckName(name, nameof(name));
        var what = $"a vector of known size, a multiple of {height} x {width} floats";
        var column = InputColumn.Require(schema, name, what);
        return column.Type is VectorDataViewType { Size: > 0 } vector && vector.ItemType == NumberDataViewType.Single
            && vector.Size % (height * width) == 0
            ? column
            : throw InputColumn.WrongType(name, column.Type.ToString()!, what);
    }

    /// <summary>Ink as a picture, black on white.</summary>
    internal static MLImage ToPicture(ReadOnlySpan<float> ink, int height, int width)
    {
        const int BytesPerPixel = 4;
        var pixels = new byte[ink.Length * BytesPerPixel];
        for (var i = 0; i < ink.Length; i++)
        {
            var pixel = pixels.AsSpan(i * BytesPerPixel, BytesPerPixel);
            pixel.Fill((byte)MathF.Round(byte.MaxValue * (1 - Math.Clamp(ink[i], 0, 1))));
            pixel[^1] = byte.MaxValue;
        }

        return MLImage.CreateFromPixels(width, height, MLPixelFormat.Bgra32, pixels);
    }
}
