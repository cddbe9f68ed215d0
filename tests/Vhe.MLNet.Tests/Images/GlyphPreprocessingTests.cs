using Microsoft.ML.Transforms.Image;
using Vhe.MLNet.Images;

namespace Vhe.MLNet.Tests.Images;

internal sealed class GlyphPreprocessingTests : FolderTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [Test]
    public void A_folder_becomes_vectors_of_known_size()
    {
        var data = _mlContext.Data.LoadFromImageFolder(Folder.Draw([0, 4], 2));

        var view = _mlContext.Transforms.LoadGlyphs(new() { Height = 12, Width = 12, InkContrast = 0 }).Fit(data).Transform(data);

        Assert.That(view.Schema.VisibleNames(), Is.EqualTo(new[] { "ImagePath", "Label", "Group", "Image" }));
        Assert.That(view.Schema.SizeOf("Image"), Is.EqualTo(144));
        Assert.That(view.Vectors("Image")[0], Is.EqualTo(Drawings.Draw(0, 0)).Within(0.003));
        Assert.That(view.Vectors("Image")[3], Is.EqualTo(Drawings.Draw(4, 1)).Within(0.003));
    }

    [Test]
    public void Strokes_are_darkened_unless_told_otherwise()
    {
        var data = _mlContext.Data.LoadFromImageFolder(Folder.Draw([0], 1));

        var (plain, dark) = (Load(data, new() { InkContrast = 0 })[0], Load(data, new())[0]);

        var expected = (float[])plain.Clone();
        InkContrast.Apply(expected, 3.2);
        Assert.That(dark, Is.EqualTo(expected));
        Assert.That(dark.Sum(), Is.GreaterThan(plain.Sum()));
    }

    [Test]
    public void Images_are_resized_as_told()
    {
        var data = _mlContext.Data.LoadFromImageFolder(Folder.Draw([0, 3], 1));

        var given = Enum.GetValues<GlyphResize>()
            .Select(resize => Load(data, new() { Height = 7, Width = 7, InkContrast = 0, Resize = resize })).ToList();

        Assert.That(given.Select(images => string.Join(' ', images[0])), Is.Unique);
        Assert.That(Load(data, new() { Height = 7, Width = 7, InkContrast = 0 }), Is.EqualTo(given[(int)GlyphResize.Box]));
        Assert.That(
            _mlContext.Transforms.LoadGlyphs("Image", "ImagePath", 7, 9, cropToInk: true).Fit(data).Transform(data).Vectors("Image"),
            Is.EqualTo(Load(data, new() { Height = 7, Width = 9, CropToInk = true })),
            "by either overload");
    }

    [TestCase(28, 28)]
    [TestCase(16, 16)]
    [TestCase(1, 1)]
    [TestCase(7, 33)]
    public void Keeps_its_promises_at_any_size(int height, int width)
    {
        var data = _mlContext.Data.LoadFromImageFolder(Folder.Draw([1], 2));

        EstimatorChecker.Check(
            _mlContext, _mlContext.Transforms.LoadGlyphs("Ink", height: height, width: width), data, ["ImagePath"]);
    }

    [Test]
    public void Every_format_is_read()
    {
        File.WriteAllBytes(Folder["a.jpg"], EncodedImages.Jpeg);
        File.WriteAllBytes(Folder["b.gif"], EncodedImages.Gif);
        File.WriteAllBytes(Folder["c.bmp"], EncodedImages.Bmp(9, 9, 51));
        var data = _mlContext.Data.LoadFromImageFolder(Folder.Root, LabelFrom.None);

        var vectors = Load(data, new() { Height = 4, Width = 4, Polarity = GlyphPolarity.DarkOnLight, InkContrast = 0 });

        Assert.That(vectors[0], Is.EqualTo(new float[] { 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0 }).Within(0.02));
        Assert.That(vectors[1], Is.All.EqualTo(1).Within(0.02));
        Assert.That(vectors[2], Is.All.EqualTo(0.8).Within(0.01));
    }

    [Test]
    public void An_image_in_memory_gives_the_same_as_its_file()
    {
        var root = Folder.Draw([2, 3], 1);
        var data = _mlContext.Data.LoadFromImageFolder(root);
        var images = _mlContext.Transforms.LoadImages("Picture", "", "ImagePath").Fit(data).Transform(data);

        var fromImages = _mlContext.Transforms.LoadGlyphs("Image", "Picture", 12, 12);

        Assert.That(
            fromImages.Fit(images).Transform(images).Vectors("Image"), Is.EqualTo(Load(data, new() { Height = 12, Width = 12 })));
    }

    [Test]
    public void The_bytes_of_a_file_give_the_same_as_the_file()
    {
        var paths = _mlContext.Data.LoadFromImageFolder(Folder.Draw([2, 3], 1));
        var data = Encoded([.. _mlContext.Data.CreateEnumerable<ImageFile>(paths, false).Select(row => File.ReadAllBytes(row.ImagePath))]);
        var estimator = _mlContext.Transforms.LoadGlyphs("Image", "Picture");

        Assert.That(estimator.Fit(data).Transform(data).Vectors("Image"), Is.EqualTo(Load(paths, new())));
        Assert.That(estimator.Fit(data).ReadsBytes, Is.True);
        EstimatorChecker.Check(_mlContext, estimator, data, ["Picture"]);
    }

    [Test]
    public void Broken_bytes_name_their_column()
    {
        var estimator = _mlContext.Transforms.LoadGlyphs("Image", "Picture");

        Assert.That(() => Load(Encoded(EncodedImages.Jpeg[..^40])), Refusal.OfData("'Picture'", "truncated"));
        Assert.That(() => Load(Encoded((byte[])[])), Refusal.OfData("'Picture'", "without an image"));
        Assert.That(() => Load(Encoded(EncodedImages.PngHeader(40_000, 40_000))), Refusal.OfData("'Picture'", "40000 x 40000"));

        List<float[]> Load(IDataView data) => estimator.Fit(data).Transform(data).Vectors("Image");
    }

    [Test]
    public void Images_of_a_declared_size_work_in_a_chain_and_after_a_load()
    {
        using var image = Drawings.ToImage(Drawings.Draw(3, 0));
        var data = _mlContext.Data.LoadFromEnumerable([new Picture { Drawing = image }]);
        var options = new GlyphPreprocessingEstimator.Options { InputColumnName = "Drawing", Height = 12, Width = 12, InkContrast = 0 };

        var model = _mlContext.Transforms.CopyColumns("Other", "Drawing").Append(_mlContext.Transforms.LoadGlyphs(options)).Fit(
            data);
        using var stream = new MemoryStream();
        _mlContext.Model.Save(model, null, stream);
        var loaded = _mlContext.Model.Load(new MemoryStream(stream.ToArray()), out _);

        Assert.That(model.Transform(data).Vectors("Image")[0], Is.EqualTo(Drawings.Draw(3, 0)).Within(0.003));
        Assert.That(loaded.Transform(data).Vectors("Image"), Is.EqualTo(model.Transform(data).Vectors("Image")));
    }

    [TestCase(false)]
    [TestCase(true)]
    public void Keeps_its_promises_for_images_from_other_transforms(bool resize)
    {
        var paths = _mlContext.Data.LoadFromImageFolder(Folder.Draw([2, 5], 2));
        var pictures = _mlContext.Transforms.LoadImages("Picture", "", "ImagePath").Fit(paths).Transform(paths);
        var data = resize ? _mlContext.Transforms.ResizeImages("Picture", 17, 13).Fit(pictures).Transform(pictures) : pictures;

        EstimatorChecker.Check(_mlContext, _mlContext.Transforms.LoadGlyphs("Image", "Picture"), data, ["Picture"]);
    }

    [Test]
    public void A_transformer_keeps_to_the_image_size_that_it_was_fitted_on()
    {
        using var image = Drawings.ToImage(Drawings.Draw(3, 0));
        var data = _mlContext.Data.LoadFromEnumerable([new Picture { Drawing = image }]);
        var glyphs = _mlContext.Transforms.LoadGlyphs("Image", "Drawing").Fit(data);

        var resized = _mlContext.Transforms.ResizeImages("Drawing", 5, 6, "Drawing").Fit(data).Transform(data);

        Assert.That(glyphs.ReadsImages, Is.True);
        Assert.That(() => glyphs.Transform(resized), Refusal.OfArgument("'Drawing'", "12 x 12"));
        Assert.That(
            _mlContext.Transforms.LoadGlyphs("Image", "Drawing").Fit(resized).Transform(resized).Vectors("Image"),
            Has.Count.EqualTo(1));
    }

    [Test]
    public void The_typed_transformer_comes_back_from_a_nested_chain()
    {
        var data = _mlContext.Data.LoadFromImageFolder(Folder.Draw([1], 2));
        var options = new GlyphPreprocessingEstimator.Options
        {
            OutputColumnName = "Ink",
            Height = 9,
            Width = 8,
            Polarity = GlyphPolarity.DarkOnLight,
            CropToInk = true,
            CropMargin = 0.25,
            InkContrast = 1.5,
            Resize = GlyphResize.Triangle,
        };
        var model = _mlContext.Transforms.LoadGlyphs("First").Append(_mlContext.Transforms.LoadGlyphs(options)).Fit(data);
        using var stream = new MemoryStream();
        _mlContext.Model.Save(model, data.Schema, stream);

        var loaded = _mlContext.Model.Load(new MemoryStream(stream.ToArray()), out _);
        var typed = GlyphPreprocessingTransformer.From(loaded, index: 1);

        Assert.That((typed.InputColumnName, typed.OutputColumnName), Is.EqualTo(("ImagePath", "Ink")));
        Assert.That((typed.Height, typed.Width, typed.ReadsImages), Is.EqualTo((9, 8, false)));
        Assert.That((typed.Polarity, typed.CropToInk), Is.EqualTo((GlyphPolarity.DarkOnLight, true)));
        Assert.That((typed.InkContrast, GlyphPreprocessingTransformer.From(loaded).InkContrast), Is.EqualTo((1.5, 3.2)));
        Assert.That(
            (typed.Resize, GlyphPreprocessingTransformer.From(loaded).Resize), Is.EqualTo((GlyphResize.Triangle, GlyphResize.Box)));
        Assert.That(GlyphPreprocessingTransformer.From(loaded).OutputColumnName, Is.EqualTo("First"));
        Assert.That(GlyphPreprocessingTransformer.From(model, index: 1), Is.SameAs(model.LastTransformer));
        Assert.That(typed.Transform(data).Vectors("Ink"), Is.EqualTo(model.Transform(data).Vectors("Ink")));
        Assert.That(
            () => GlyphPreprocessingTransformer.From(loaded, index: 2),
            Refusal.OfArgument("holds 2 transformers of type GlyphPreprocessingTransformer"));
    }

    [Test]
    public void A_broken_file_is_named_when_its_row_is_read()
    {
        var whole = File.ReadAllBytes(Path.Combine(Folder.Draw([0], 1), Drawings.Names[0], "00.png"));
        File.WriteAllBytes(Folder["cut.png"], whole[..^20]);
        File.WriteAllBytes(Folder["empty.png"], []);
        File.WriteAllBytes(Folder["huge.png"], EncodedImages.PngHeader(40_000, 40_000));
        File.WriteAllText(Folder["text.png"], "not an image");
        File.WriteAllBytes(Folder["nonsense.png"], EncodedImages.PngHeader(4, 4));

        Assert.That(() => LoadOne("cut.png"), Refusal.OfData("cut.png", "truncated", "'ImagePath'"));
        Assert.That(() => LoadOne("empty.png"), Refusal.OfData("empty.png", "empty", "'ImagePath'"));
        Assert.That(() => LoadOne("huge.png"), Refusal.OfData("huge.png", "40000 x 40000", "'ImagePath'"));
        Assert.That(() => LoadOne("text.png"), Refusal.OfData("text.png", "not a PNG", "'ImagePath'"));
        Assert.That(() => LoadOne("nonsense.png"), Refusal.OfData("nonsense.png", "cannot be decoded", "'ImagePath'"));
        Assert.That(() => LoadOne("missing.png"), Refusal.OfData("missing.png", "missing.png", "'ImagePath'"));
    }

    [Test]
    public void A_row_without_a_path_or_an_image_names_its_column()
    {
        var paths = _mlContext.Data.LoadFromEnumerable([new ImageFile()]);
        var pictures = _mlContext.Data.LoadFromEnumerable([new Picture()]);

        Assert.That(() => Load(paths, new()), Refusal.OfData("'ImagePath'"));
        Assert.That(
            () => Load(pictures, new() { InputColumnName = "Drawing" }), Refusal.OfData("'Drawing'"));
    }

    [Test]
    public void A_missing_column_or_one_of_another_type_is_named()
    {
        var data = _mlContext.Data.LoadFromEnumerable([new Glyph { Image = Drawings.Draw(0, 0) }]);
        var missing = _mlContext.Transforms.LoadGlyphs("Out", "Nowhere");
        var vector = _mlContext.Transforms.LoadGlyphs("Out", "Image");

        Assert.That(() => missing.Fit(data), Refusal.OfArgument("'Nowhere'"));
        Assert.That(() => vector.Fit(data), Refusal.OfArgument("'Image'"));
        Assert.That(
            () => _mlContext.Transforms.CopyColumns("A", "Label").Append(missing).Fit(data),
            Refusal.OfArgument("'Nowhere'"));
        Assert.That(
            () => _mlContext.Transforms.CopyColumns("A", "Label").Append(vector).Fit(data),
            Refusal.OfArgument("'Image'"));
    }

    [Test]
    public void A_fitted_transformer_checks_what_it_is_given()
    {
        var data = _mlContext.Data.LoadFromImageFolder(Folder.Draw([0], 1));
        var transformer = _mlContext.Transforms.LoadGlyphs().Fit(data);
        var other = _mlContext.Data.LoadFromEnumerable([new Picture()]);
        var image = _mlContext.Transforms.CopyColumns("ImagePath", "Drawing").Fit(other).Transform(other);

        Assert.That(() => transformer.Transform(other), Refusal.OfArgument("'ImagePath'"));
        Assert.That(() => transformer.Transform(image), Refusal.OfArgument("'ImagePath'"));
        Assert.That(() => transformer.GetOutputSchema(other.Schema), Throws.InstanceOf<ArgumentException>());
    }

    [Test]
    public void Options_out_of_range_are_named()
    {
        Assert.That(() => Load(null!, new() { Height = 0 }), Refusal.OfArgument("Height"));
        Assert.That(() => Load(null!, new() { Width = 512 }), Refusal.OfArgument("Width"));
        Assert.That(() => Load(null!, new() { CropMargin = double.NaN }), Refusal.OfArgument("CropMargin"));
        Assert.That(() => Load(null!, new() { InkContrast = -1 }), Refusal.OfArgument("InkContrast"));
        Assert.That(() => Load(null!, new() { Polarity = (GlyphPolarity)7 }), Refusal.OfArgument("Polarity"));
        Assert.That(() => Load(null!, new() { Resize = (GlyphResize)4 }), Refusal.OfArgument("Resize"));
        Assert.That(() => Load(null!, new() { InputColumnName = "" }), Refusal.OfArgument("InputColumnName"));
    }

    private IDataView Encoded(params byte[][] files)
        => _mlContext.Data.LoadFromEnumerable(Array.ConvertAll(files, file => new EncodedPicture { Picture = file }));

    private List<float[]> LoadOne(string file)
        => Load(_mlContext.Data.LoadFromEnumerable([new ImageFile { ImagePath = Folder[file] }]), new());

    private List<float[]> Load(IDataView data, GlyphPreprocessingEstimator.Options options)
        => _mlContext.Transforms.LoadGlyphs(options).Fit(data).Transform(data).Vectors(options.OutputColumnName);

    private sealed class EncodedPicture
    {
        public byte[] Picture { get; set; } = [];

        public string Sender { get; set; } = "";
    }

    private sealed class Picture
    {
        [ImageType(Drawings.Side, Drawings.Side)]
        public MLImage? Drawing { get; set; }
    }
}
