using System.Globalization;
using Microsoft.ML.Transforms;
using Vhe.MLNet.Columns;
using Vhe.Networks;

namespace Vhe.MLNet.Tests.Columns;

internal sealed class ClassReaderTests
{
    private static readonly ImageShape Shape = new(1, Drawings.Side, Drawings.Side);

    private readonly MLContext _mlContext = new(seed: 1);

    [Test]
    public void Classes_come_in_the_order_of_their_first_rows()
    {
        var images = Read([.. Glyph.Rows([3], 1), .. Glyph.Rows([0], 2), .. Glyph.Rows([3], 1, 5)]);

        Assert.That(
            images.Classes.Select(item => (item.Name, item.Images.Count)), Is.EqualTo(new[] { ("cross", 2), ("bar", 2) }));
        Assert.That(images.Classes[0].Images[1], Is.EqualTo(Drawings.Draw(3, 5)));
    }

    [Test]
    public void A_label_with_half_of_a_surrogate_pair_is_named_with_its_column()
        => Assert.That(
            () => Read([.. Glyph.Rows([3], 1), new Glyph { Label = "half\ud800", Image = Drawings.Draw(0, 0) }]),
            Refusal.OfData("'Label'", "'half\ud800'", "Unicode"));

    [Test]
    public void Classes_of_a_key_come_in_the_order_of_its_keys()
    {
        var view = View(Glyph.Rows([3, 0], 1));
        var ordered = _mlContext.Transforms.Conversion.MapValueToKey(
            "Label", keyOrdinality: ValueToKeyMappingEstimator.KeyOrdinality.ByValue);
        var keys = ordered.Fit(view).Transform(view);

        Assert.That(Reader().Read(keys, Shape).Classes.Select(item => item.Name), Is.EqualTo(new[] { "bar", "cross" }));
    }

    [Test]
    public void Key_values_that_are_numbers_name_classes()
    {
        var view = _mlContext.Data.LoadFromEnumerable(
            Enumerable.Range(0, 4).Select(i => new Numbered { Label = i % 2, Image = Drawings.Draw(i, 0) }));
        var keys = _mlContext.Transforms.Conversion.MapValueToKey("Label").Fit(view).Transform(view);

        Assert.That(Reader().Read(keys, Shape).Classes.Select(item => item.Name), Is.EqualTo(new[] { "0", "1" }));
    }

    [Test]
    public void Key_values_that_are_fractions_name_classes_alike_in_every_culture()
    {
        var view = _mlContext.Data.LoadFromEnumerable(
            new[] { 0.5f, -1.5f }.Select((label, i) => new Fraction { Label = label, Image = Drawings.Draw(i, 0) }));
        var keys = _mlContext.Transforms.Conversion.MapValueToKey("Label").Fit(view).Transform(view);

        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("de-DE");
            Assert.That(Reader().Read(keys, Shape).Classes.Select(item => item.Name), Is.EqualTo(new[] { "0.5", "-1.5" }));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Test]
    public void Groups_are_kept()
    {
        var rows = Glyph.Rows([0, 1], 2).Select(
            row => new Grouped { Label = row.Label, Image = row.Image, Alphabet = "strokes" });

        var images = (Reader() with { GroupColumnName = "Alphabet" }).Read(_mlContext.Data.LoadFromEnumerable(rows), Shape);

        Assert.That(images.Classes.Select(item => item.Group), Is.All.EqualTo("strokes"));
    }

    [Test]
    public void No_rows_one_class_or_too_few_images_are_refused()
    {
        Assert.That(() => Read([]), Refusal.OfData("no images", "'Image'"));
        Assert.That(() => Read(Glyph.Rows([2], 3)), Refusal.OfData("one class", "'slash'"));
        Assert.That(
            () => Read([.. Glyph.Rows([0], 2), .. Glyph.Rows([1], 1), .. Glyph.Rows([4], 1)], minimum: 2),
            Refusal.OfData("2 of 3 classes", "'beam' (1)", "'box' (1)", "fewer than 2 images"));
    }

    [Test]
    public void A_key_value_without_an_example_is_named()
    {
        var all = View(Glyph.Rows([0, 1, 2], 1));
        var some = View(Glyph.Rows([0, 2], 1));
        var keys = _mlContext.Transforms.Conversion.MapValueToKey("Label").Fit(all).Transform(some);

        Assert.That(() => Reader().Read(keys, Shape), Refusal.OfData("'beam' (0)", "fewer than 1 image"));
        Assert.That((Reader() with { EveryKeyValue = false }).Read(keys, Shape).Classes, Has.Count.EqualTo(2));
    }

    [TestCase("Bar")]
    [TestCase("BAR")]
    public void Labels_that_differ_only_in_case_are_both_named(string other)
        => Assert.That(
            () => Read([.. Glyph.Rows([0], 1), new() { Label = other, Image = Drawings.Draw(0, 1) }]),
            Refusal.OfData("'bar'", $"'{other}'"));

    [Test]
    public void Labels_that_differ_only_in_normal_form_are_both_named()
    {
        Glyph composed = new() { Label = "caf\u00e9", Image = Drawings.Draw(0, 1) };
        Glyph decomposed = new() { Label = "cafe\u0301", Image = Drawings.Draw(1, 1) };

        Assert.That(() => Read([composed, decomposed]), Refusal.OfData("'caf\u00e9'", "'cafe\u0301'"));
    }

    [Test]
    public void A_missing_label_is_named_by_its_row()
    {
        var view = View([.. Glyph.Rows([0, 1], 2), new() { Label = " ", Image = Drawings.Draw(0, 1) }]);
        var known = View(Glyph.Rows([0, 1], 2));
        var keys = _mlContext.Transforms.Conversion.MapValueToKey("Label").Fit(known).Transform(view);

        Assert.That(() => Reader().Read(view, Shape), Refusal.OfData("'Label'", "row 4"));
        Assert.That(() => Reader().Read(keys, Shape), Refusal.OfData("'Label'", "row 4"));
    }

    [TestCase(float.NaN)]
    [TestCase(float.PositiveInfinity)]
    [TestCase(-0.1f)]
    [TestCase(255f)]
    public void A_pixel_that_is_no_ink_is_named_by_column_row_and_class(float value)
    {
        var image = Drawings.Draw(1, 7);
        image[30] = value;

        Assert.That(
            () => Read([.. Glyph.Rows([0], 2), new() { Label = "beam", Image = image }]),
            Refusal.OfData("'Image'", "row 2", "'beam'"));
    }

    [Test]
    public void Vectors_of_another_size_are_refused_by_type_or_by_row()
    {
        var known = View(Glyph.Rows([0, 1], 1));
        var loose = _mlContext.Data.LoadFromEnumerable(
            [new Loose { Label = "a", Image = new float[144] }, new Loose { Label = "b", Image = [1, 0] }]);

        Assert.That(
            () => Reader().Read(known, new ImageShape(1, 28, 28)),
            Refusal.OfArgument("'Image'", "144", "784"));
        Assert.That(() => Reader().Read(loose, Shape), Refusal.OfData("'Image'", "row 1", "'b'", "2 values"));
    }

    [Test]
    public void A_broken_file_is_named_however_far_ahead_it_was_read()
    {
        using var folder = new TemporaryFolder();
        var data = _mlContext.Data.LoadFromImageFolder(folder.Draw([0, 1], 2));
        File.WriteAllBytes(folder["beam", "01.png"], []);
        var images = _mlContext.Transforms.LoadGlyphs(height: Drawings.Side, width: Drawings.Side).Fit(data).Transform(data);

        Assert.That(() => Reader().Read(images, Shape), Refusal.OfData("01.png", "empty"));
    }

    [Test]
    public void Missing_and_wrongly_typed_columns_are_named()
    {
        var view = View(Glyph.Rows([0, 1], 1));

        Assert.That(
            () => (Reader() with { LabelColumnName = "Class" }).Read(view, Shape), Refusal.OfArgument("'Class'", "Label, Image"));
        Assert.That(() => (Reader() with { ImageColumnName = "Picture" }).Read(view, Shape), Refusal.OfArgument("'Picture'"));
        Assert.That(
            () => (Reader() with { LabelColumnName = "Image" }).Read(view, Shape), Refusal.OfArgument("'Image'", "a label"));
        Assert.That(
            () => (Reader() with { ImageColumnName = "Label" }).Read(view, Shape), Refusal.OfArgument("'Label'", "floats"));
        Assert.That(() => (Reader() with { GroupColumnName = "Nowhere" }).Read(view, Shape), Refusal.OfArgument("'Nowhere'"));
        Assert.That(
            () => (Reader() with { LabelColumnName = "Class" }).Read(view, Shape),
            Throws.ArgumentException.With.Property(nameof(ArgumentException.ParamName)).Null,
            "no parameter of ours");
    }

    [Test]
    public void A_key_without_names_is_refused()
    {
        var view = _mlContext.Data.LoadFromEnumerable([new Keyed { Label = 1, Image = Drawings.Draw(0, 0) }]);

        Assert.That(() => Reader().Read(view, Shape), Refusal.OfArgument("'Label'", "key values"));
    }

    private static ClassReader Reader(int minimum = 1) => new("Label", "Image", null, minimum, EveryKeyValue: true);

    private GroupedImages Read(IEnumerable<Glyph> rows, int minimum = 1) => Reader(minimum).Read(View(rows), Shape);

    private IDataView View(IEnumerable<Glyph> rows) => _mlContext.Data.LoadFromEnumerable(rows);

    private sealed class Numbered
    {
        public int Label { get; set; }

        [VectorType(144)]
        public float[] Image { get; set; } = [];
    }

    private sealed class Fraction
    {
        public float Label { get; set; }

        [VectorType(144)]
        public float[] Image { get; set; } = [];
    }

    private sealed class Grouped
    {
        public string Label { get; set; } = "";

        public string Alphabet { get; set; } = "";

        [VectorType(144)]
        public float[] Image { get; set; } = [];
    }

    private sealed class Loose
    {
        public string Label { get; set; } = "";

        public float[] Image { get; set; } = [];
    }

    private sealed class Keyed
    {
        [KeyType(4)]
        public uint Label { get; set; }

        [VectorType(144)]
        public float[] Image { get; set; } = [];
    }
}
