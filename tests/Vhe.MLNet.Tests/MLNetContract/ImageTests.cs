using Microsoft.ML.Transforms.Image;

namespace Vhe.MLNet.Tests.MLNetContract;

internal sealed class ImageTests
{
    // Two pixels by one, blue green red alpha: an opaque one, and one half transparent with colors already multiplied.
    private static readonly byte[] Pixels = [10, 20, 30, 255, 40, 60, 80, 128];

    private readonly MLContext _mlContext = new(seed: 1);

    [Test]
    public void An_image_keeps_its_pixels_through_a_png_file()
    {
        using var folder = new TemporaryFolder();
        using var image = MLImage.CreateFromPixels(2, 1, MLPixelFormat.Bgra32, Pixels);
        image.Save(folder["image.png"]);

        using var file = MLImage.CreateFromFile(folder["image.png"]);
        using var stream = MLImage.CreateFromStream(new MemoryStream(File.ReadAllBytes(folder["image.png"])));

        foreach (var loaded in new[] { file, stream })
        {
            Assert.That(
                (loaded.Width, loaded.Height, loaded.BitsPerPixel, loaded.PixelFormat),
                Is.EqualTo((2, 1, 32, MLPixelFormat.Bgra32)));
            Assert.That(loaded.Pixels.ToArray(), Is.EqualTo(Pixels).Within(1));
        }
    }

    [Test]
    public void Colors_are_stored_multiplied_by_alpha_and_given_as_bgr_divided_by_it()
    {
        using var image = MLImage.CreateFromPixels(2, 1, MLPixelFormat.Bgra32, Pixels);
        using var swapped = MLImage.CreateFromPixels(2, 1, MLPixelFormat.Rgba32, [30, 20, 10, 255, 80, 60, 40, 128]);

        Assert.That(image.GetBGRPixels, Is.EqualTo(new byte[] { 10, 20, 30, 80, 120, 159 }).Within(1));
        Assert.That(swapped.GetBGRPixels, Is.EqualTo(image.GetBGRPixels));
    }

    [Test]
    public void What_is_no_image_is_refused()
    {
        Assert.That(() => MLImage.CreateFromStream(new MemoryStream([1, 2, 3])), Throws.ArgumentException);
        Assert.That(() => MLImage.CreateFromStream(null), Throws.ArgumentNullException);
        Assert.That(() => MLImage.CreateFromFile("no such file.png"), Throws.ArgumentException);
        Assert.That(() => MLImage.CreateFromPixels(2, 1, MLPixelFormat.Bgra32, [1, 2, 3]), Throws.ArgumentException);
        Assert.That(() => MLImage.CreateFromPixels(2, 1, MLPixelFormat.Unknown, Pixels), Throws.ArgumentException);
        var image = MLImage.CreateFromPixels(2, 1, MLPixelFormat.Bgra32, Pixels);
        Assert.That(() => image.Save("image.what"), Throws.ArgumentException);
        image.Dispose();
        Assert.That(() => image.Width, Throws.InvalidOperationException);
    }

    [Test]
    public void Images_load_resize_and_give_their_pixels_before_and_after_a_model_is_loaded()
    {
        using var folder = new TemporaryFolder();
        using (var image = MLImage.CreateFromPixels(2, 1, MLPixelFormat.Bgra32, [10, 20, 30, 255, 40, 60, 80, 255]))
        {
            image.Save(folder["image.png"]);
        }

        var data = _mlContext.Data.LoadFromEnumerable([new PathRow { Path = "image.png" }]);
        var chain = _mlContext.Transforms.LoadImages("Image", folder.Root, "Path")
            .Append(_mlContext.Transforms.ResizeImages("Image", 4, 2, resizing: ImageResizingEstimator.ResizingKind.Fill))
            .Append(_mlContext.Transforms.ExtractPixels("Rgb", "Image"))
            .Append(_mlContext.Transforms.ExtractPixels(
                "Red", "Image", ImagePixelExtractingEstimator.ColorBits.Red, interleavePixelColors: true,
                offsetImage: 10, scaleImage: 0.5f));
        var model = chain.Fit(data);
        using var stream = new MemoryStream();
        _mlContext.Model.Save(model, data.Schema, stream);
        stream.Position = 0;

        foreach (var each in new[] { model, new MLContext().Model.Load(stream, out _) })
        {
            var view = each.Transform(data);
            Assert.That(view.Schema["Rgb"].Type.ToString(), Is.EqualTo("Vector<Single, 3, 2, 4>"));
            Assert.That(view.Schema["Red"].Type.ToString(), Is.EqualTo("Vector<Single, 2, 4, 1>"));
            float[] row = [30, 30, 80, 80, 30, 30, 80, 80, 20, 20, 60, 60, 20, 20, 60, 60, 10, 10, 40, 40, 10, 10, 40, 40];
            Assert.That(view.GetColumn<float[]>("Rgb").Single(), Is.EqualTo(row));
            Assert.That(view.GetColumn<float[]>("Red").Single(), Is.EqualTo(new float[] { 10, 10, 35, 35, 10, 10, 35, 35 }));
        }
    }

    [Test]
    public void A_cache_and_a_shuffle_drop_images_and_keep_all_else()
    {
        var paths = _mlContext.Data.LoadFromEnumerable([new PathRow { Path = "image.png" }]);
        var data = _mlContext.Transforms.LoadImages("Image", "", "Path").Fit(paths).Transform(paths);
        var images = _mlContext.Transforms.DropColumns("Path").Fit(data).Transform(data);

        foreach (var kept in new[]
        {
            _mlContext.Data.Cache(data), _mlContext.Data.Cache(data, "Path"), _mlContext.Data.ShuffleRows(data, seed: 1),
        })
        {
            Assert.That(kept.Schema.Select(column => column.Name), Is.EqualTo(new[] { "Path" }));
            Assert.That(kept.GetColumn<string>("Path"), Is.EqualTo(new[] { "image.png" }));
        }

        Assert.That(() => _mlContext.Data.Cache(data, "Image"), Throws.InvalidOperationException.With.Message.Contains("'Image'"));
        Assert.That(() => _mlContext.Data.Cache(images), Throws.InvalidOperationException, "no column is left");
    }

    [Test]
    public void An_image_column_of_any_size_binds_to_a_row_class_but_not_in_an_estimator_chain()
    {
        var image = MLImage.CreateFromPixels(2, 1, MLPixelFormat.Bgra32, Pixels);
        var data = _mlContext.Data.LoadFromEnumerable([new ImageRow { Image = image }]);
        var mapping = _mlContext.Transforms.CustomMapping<OtherSizeRow, SizeRow>(
            (row, size) => size.Pixels = row.Image!.Width * row.Image.Height, contractName: null);

        Assert.That(data.Schema["Image"].Type, Is.EqualTo(new ImageDataViewType(1, 2)));
        Assert.That(mapping.Fit(data).Transform(data).GetColumn<int>("Pixels"), Is.EqualTo(new[] { 2 }));
        Assert.That(
            () => mapping.Append(_mlContext.Transforms.CopyColumns("Copy", "Pixels")).Fit(data),
            Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("Image"));
        Assert.That(() => SchemaDefinition.Create(typeof(NoSizeRow)), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void Members_hold_only_images_of_a_type_that_some_row_class_has_declared()
    {
        var definition = SchemaDefinition.Create(typeof(ImageRow), SchemaDefinition.Direction.Read);
        definition["Image"].ColumnType = new ImageDataViewType(11, 13);
        var image = MLImage.CreateFromPixels(2, 1, MLPixelFormat.Bgra32, Pixels);
        var data = _mlContext.Data.LoadFromEnumerable([new ImageRow { Image = image }], definition);

        Assert.That(data.Schema["Image"].Type.ToString(), Is.EqualTo("Image<11, 13>"));
        Assert.That(() => data.GetRowCursor([data.Schema["Image"]]), Throws.InstanceOf<NotSupportedException>(), "writing");
        var blank = _mlContext.Data.LoadFromEnumerable([new PathRow()]);
        var loaded = _mlContext.Transforms.LoadImages("Image", "", "Path")
            .Append(_mlContext.Transforms.ResizeImages("Image", 13, 11)).Fit(blank).Transform(blank);

        // ML.NET's own choice of exception. LoadGlyphs takes the pixels of such images, and not the images, because of it.
        Assert.That(
            () => _mlContext.Data.CreateEnumerable<ImageRow>(loaded, reuseRowObject: false).ToArray(),
            Throws.InstanceOf<NotImplementedException>().With.Message.Contains($"'{typeof(MLImage).FullName}' is not yet supported"),
            "reading");
    }

    private sealed class PathRow
    {
        public string Path { get; set; } = "";
    }

    private sealed class ImageRow
    {
        [ImageType(1, 2)]
        public MLImage? Image { get; set; }
    }

    private sealed class OtherSizeRow
    {
        [ImageType(5, 7)]
        public MLImage? Image { get; set; }
    }

    private sealed class NoSizeRow
    {
        [ImageType]
        public MLImage? Image { get; set; }
    }

    private sealed class SizeRow
    {
        public int Pixels { get; set; }
    }
}
