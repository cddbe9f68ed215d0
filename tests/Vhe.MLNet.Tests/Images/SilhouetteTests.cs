namespace Vhe.MLNet.Tests.Images;

/// <summary>Filled shapes in the layout of the Caltech-101 silhouettes: a folder a class, 28 x 28, one bit, black on white.
/// </summary>
internal sealed class SilhouetteTests : FolderTests
{
    private const int Side = 28;

    private readonly MLContext _mlContext = new(seed: 1);

    [Test]
    public void A_folder_of_folders_is_classes_without_groups()
    {
        Write("yin yang/0001.png", Disc);
        Write("yin yang/0002.png", Slab);
        Write("Faces 2/0001.png", Disc);

        var rows = _mlContext.Data.CreateEnumerable<ImageFile>(Files(), reuseRowObject: false).ToList();

        Assert.That(
            rows.Select(row => (row.Label, row.Group)),
            Is.EqualTo(new[] { ("Faces 2", ""), ("yin yang", ""), ("yin yang", "") }));
    }

    [Test]
    public void Filled_shapes_of_the_models_size_stay_as_they_are_whatever_the_resize_and_the_contrast()
    {
        Write("block/0001.png", Block);
        Write("disc/0001.png", Disc);
        var expected = new[] { Ink(Block), Ink(Disc) };

        foreach (var resize in Enum.GetValues<GlyphResize>())
        {
            Assert.That(Load(new() { Resize = resize }), Is.EqualTo(expected), $"{resize}");
            Assert.That(Load(new() { Resize = resize, InkContrast = 0 }), Is.EqualTo(expected), $"{resize}");
        }
    }

    // Caltech's silhouettes keep a white border; it is what tells the paper.
    [Test]
    public void The_polarity_must_be_told_where_shapes_fill_the_border()
    {
        Write("slab/0001.png", Slab);

        Assert.That(Load(new())[0], Is.EqualTo(Ink(Slab).Select(value => 1 - value)));
        Assert.That(Load(new() { Polarity = GlyphPolarity.DarkOnLight })[0], Is.EqualTo(Ink(Slab)));
    }

    [Test]
    public void A_shape_that_fills_everything_is_ink_only_without_contrast()
    {
        Write("wall/0001.png", (_, _) => true);

        Assert.That(Load(new() { Polarity = GlyphPolarity.DarkOnLight })[0], Is.All.Zero);
        Assert.That(Load(new() { Polarity = GlyphPolarity.DarkOnLight, InkContrast = 0 })[0], Is.All.EqualTo(1f));
    }

    private static bool Disc(int y, int x) => ((y - 13) * (y - 13)) + ((x - 12) * (x - 12)) < 90;

    // More ink than paper.
    private static bool Block(int y, int x) => y is > 0 and < 27 && x is > 0 and < 25;

    private static bool Slab(int y, int x) => y > 5;

    private static float[] Ink(Func<int, int, bool> isBlack)
        => [.. Enumerable.Range(0, Side * Side).Select(i => isBlack(i / Side, i % Side) ? 1f : 0f)];

    private void Write(string file, Func<int, int, bool> isBlack)
    {
        var path = Folder[file.Split('/')];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, EncodedImages.BitPng(Side, Side, isBlack));
    }

    private IDataView Files() => _mlContext.Data.LoadFromImageFolder(Folder.Root);

    private List<float[]> Load(GlyphPreprocessingEstimator.Options options)
    {
        var files = Files();
        return _mlContext.Transforms.LoadGlyphs(options).Fit(files).Transform(files).Vectors("Image");
    }
}
