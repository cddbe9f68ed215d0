namespace Vhe.MLNet.Tests.Generation;

internal sealed class GeneratedImagesTests
{
    private const int Pixels = Drawings.Side * Drawings.Side;

    private readonly MLContext _mlContext = new(seed: 1);

    [Test]
    public void Every_row_comes_once_for_each_of_its_images()
    {
        var generated = Generated(2);

        var rows = generated.ToImages(height: Drawings.Side, width: Drawings.Side);

        Assert.That(rows.Schema.VisibleNames(), Is.EqualTo(new[] { "Label", "Image", "Picture" }));
        Assert.That(rows.Schema.SizeOf("Image"), Is.EqualTo(Pixels));
        Assert.That(rows.GetColumn<string>("Label"), Is.EqualTo(new[] { "bar", "bar", "box", "box" }));
        Assert.That(
            rows.Vectors("Image"), Is.EqualTo(generated.Vectors("Generated").SelectMany(row => row.Chunk(Pixels))));
        Assert.That(Ids(rows), Is.Unique);
    }

    [Test]
    public void What_was_generated_can_be_fitted_on()
    {
        var classifier = _mlContext.Transforms.FewShotClassifier(TinyModel.Model)
            .Fit(Generated(3).ToImages(height: Drawings.Side, width: Drawings.Side));

        Assert.That(classifier.Support.Classes.Select(item => (item.Name, item.Images.Count)), Is.EqualTo(
            new[] { ("bar", 3), ("box", 3) }));
    }

    [Test]
    public void Pictures_are_black_on_white()
    {
        var rows = _mlContext.Data.LoadFromEnumerable(Glyph.Rows([3], 1)).ToImages(
            "Image", Drawings.Side, Drawings.Side, "Ink", "Drawing");

        using var picture = rows.GetColumn<MLImage>("Drawing").Single();

        var gray = picture.GetBGRPixels.Chunk(3).Select(pixel => pixel[0]).ToArray();
        Assert.That((picture.Width, picture.Height), Is.EqualTo((Drawings.Side, Drawings.Side)));
        Assert.That(gray, Is.EqualTo(Drawings.Draw(3, 0).Select(ink => (byte)MathF.Round(255 * (1 - ink)))));
    }

    [Test]
    public void Files_hold_the_images_and_are_read_back()
    {
        using var folder = new TemporaryFolder();
        var generated = Generated(2);

        var paths = generated.SaveImages(folder["out"], height: Drawings.Side, width: Drawings.Side);
        generated.SaveImages(folder["out"], height: Drawings.Side, width: Drawings.Side);

        Assert.That(
            paths.Select(Path.GetFileName), Is.EqualTo(new[] { "00000-00.png", "00000-01.png", "00001-00.png", "00001-01.png" }));
        Assert.That(Directory.GetFiles(folder["out"]), Is.EquivalentTo(paths));
        var files = _mlContext.Data.LoadFromEnumerable(paths.Select(path => new ReloadHost.PathOnly { ImagePath = path }));
        var glyphs = _mlContext.Transforms.LoadGlyphs(new()
        {
            Height = Drawings.Side,
            Width = Drawings.Side,
            Polarity = GlyphPolarity.DarkOnLight,
            InkContrast = 0,
        });
        Assert.That(
            glyphs.Fit(files).Transform(files).Vectors("Image"),
            Is.EqualTo(generated.Vectors("Generated").SelectMany(row => row.Chunk(Pixels))));
    }

    [Test]
    public void Nothing_half_written_has_a_name_that_is_listed_as_an_image()
    {
        using var folder = new TemporaryFolder();

        // A folder of an image's name, where a picture was once written before it was whole: now none is.
        Directory.CreateDirectory(folder["out", "00000-00.png.unfinished.png"]);
        Directory.CreateDirectory(folder["out", "00000-01.png"]);
        var generated = Generated(2);

        Assert.That(
            () => generated.SaveImages(folder["out"], height: Drawings.Side, width: Drawings.Side), Throws.InstanceOf<IOException>());

        Assert.That(Directory.GetFiles(folder["out"]).Select(Path.GetFileName), Is.EqualTo(new[] { "00000-00.png" }));
    }

    [Test]
    public void The_parts_of_a_row_have_ids_of_their_own_however_many_they_are()
        => Assert.That(Ids(Generated(2).ToImages(height: 1, width: 1)), Has.Count.EqualTo(4 * Pixels).And.Unique);

    [Test]
    public void Only_what_is_asked_for_is_drawn()
    {
        var bad = Drawings.Draw(0, 0);
        bad[0] = float.NaN;
        var view = _mlContext.Data.LoadFromEnumerable([new Glyph { Label = "x", Image = bad }]);
        var rows = _mlContext.Transforms.GenerateFromExamples(TinyModel.Model, count: 2).Fit(view).Transform(view)
            .ToImages(height: Drawings.Side, width: Drawings.Side);

        Assert.That(rows.GetColumn<string>("Label"), Is.EqualTo(new[] { "x", "x" }));
        Assert.That(() => rows.Vectors("Image"), Refusal.OfData("'Image'", "NaN"));
    }

    [Test]
    public void Columns_and_sizes_that_do_not_fit_are_named()
    {
        var generated = Generated(2);

        Assert.That(() => generated.ToImages(), Refusal.OfArgument("'Generated'", "288", "28 x 28"));
        Assert.That(() => generated.ToImages("Drawn"), Refusal.OfArgument("'Drawn'"));
        Assert.That(() => generated.ToImages("Label", 12, 12), Refusal.OfArgument("'Label'"));
        Assert.That(() => generated.ToImages("Generated", 0, 12), Refusal.OfArgument("height"));
        Assert.That(() => generated.ToImages("Generated", 12, 12, "A", "A"), Refusal.OfArgument("'A'"));
        Assert.That(() => generated.SaveImages(" "), Refusal.OfArgument("folder"));
        Assert.That(() => generated.SaveImages("out", width: 5), Refusal.OfArgument("'Generated'", "28 x 5"));
    }

    private IDataView Generated(int count)
    {
        var view = _mlContext.Data.LoadFromEnumerable(Glyph.Rows([0, 4], 1));
        return _mlContext.Transforms.GenerateFromExamples(TinyModel.Model, count: count).Fit(view).Transform(view);
    }

    private static List<DataViewRowId> Ids(IDataView view)
    {
        var ids = new List<DataViewRowId>();
        using var cursor = view.GetRowCursor([]);
        var getter = cursor.GetIdGetter();
        while (cursor.MoveNext())
        {
            DataViewRowId id = default;
            getter(ref id);
            ids.Add(id);
        }

        return ids;
    }
}
