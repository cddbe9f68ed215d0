using Vhe.MLNet.Classification;
using Vhe.MLNet.Images;
using Vhe.MLNet.Persistence;
using Vhe.MLNet.Tests.TestData;
using Vhe.MLNet.Training;
using Vhe.Networks.Inference;

namespace Vhe.MLNet.Tests.Persistence;

internal sealed class StateTests
{
    [FsCheck.NUnit.Property]
    public void A_state_comes_back_as_it_was(string header, byte[] one, byte[] two)
    {
        header = string.Concat((header ?? "").Where(c => !char.IsSurrogate(c)));

        var (readHeader, sections) = StateText.Read(StateText.Write(header, one, two).AsMemory(), sectionCount: 2);

        Assert.That(readHeader, Is.EqualTo(header));
        Assert.That(sections[0].ToArray(), Is.EqualTo(one));
        Assert.That(sections[1].ToArray(), Is.EqualTo(two));
    }

    [Test]
    public void Every_cut_or_foreign_state_is_refused()
    {
        var state = StateText.Write("{}", new byte[] { 1, 2, 3 });

        Assert.That(() => StateText.Read(state.AsMemory(), 2), Refusal.OfData("truncated"));
        Assert.That(
            () => StateText.Read(StateText.Write("{}", new byte[1], new byte[1]).AsMemory(), 1), Refusal.OfData("after its end"));
        Assert.That(() => StateText.Read("AAAA".AsMemory(), 1), Refusal.OfData("later version"));
        Assert.That(() => StateText.Read("!".AsMemory(), 1), Refusal.OfData("Base64"));
        for (var length = 0; length < state.Length; length += 4)
        {
            Assert.That(() => StateText.Read(state.AsMemory(0, length), 1), Throws.TypeOf<InvalidDataException>());
        }
    }

    [Test]
    public void Every_damaged_classifier_is_refused_and_nothing_else_happens()
    {
        var whole = Convert.FromBase64String(ClassifierText());
        var random = new Random(5);
        for (var trial = 0; trial < 60; trial++)
        {
            var damaged = whole[..random.Next(whole.Length)];
            Assert.That(
                () => ClassifierState.FromState(Convert.ToBase64String(damaged).AsMemory()), Throws.TypeOf<InvalidDataException>(
                    ));
        }
    }

    [TestCase("{}")]
    [TestCase("nonsense")]
    [TestCase("null")]
    [TestCase("""{"Columns":{},"Options":{},"Classes":[]}""")]
    [TestCase("""{"Columns":{"Label":"L","Image":"I","PredictedLabel":"P","Score":"S","LogLikelihood":"N"},"Options":{}}""")]
    [TestCase("""{"Columns":{"Label":"L","Image":"I","Score":"S"},"Options":{},"Classes":[null]}""")]
    [TestCase("""{"InputColumnName":"A","OutputColumnName":"B","Height":1000000,"Width":1000000}""")]
    [TestCase("""{"InputColumnName":"A","OutputColumnName":"B","Height":8,"Width":8,"InkContrast":-1}""")]
    [TestCase("""{"InputColumnName":"A","OutputColumnName":"B","Height":8,"Width":8,"InkContrast":1e308}""")]
    [TestCase("""{"InputColumnName":"A","OutputColumnName":"B","Height":8,"Width":8,"CropMargin":-1}""")]
    [TestCase("""{"InputColumnName":"A","OutputColumnName":"B","Height":8,"Width":8,"Resize":4}""")]
    public void Headers_of_another_kind_are_refused(string header)
    {
        Assert.That(() => GlyphSettings.FromState(header.AsMemory()), Throws.TypeOf<InvalidDataException>());
        Assert.That(
            () => EmbeddingState.FromState(StateText.Write(header, new byte[3]).AsMemory()), Throws.TypeOf<InvalidDataException>());
        Assert.That(
            () => ClassifierState.FromState(StateText.Write(header, new byte[3], new byte[3]).AsMemory()),
            Throws.TypeOf<InvalidDataException>());
    }

    [Test]
    public void Settings_saved_before_there_was_a_choice_of_resizing_take_the_area_average()
    {
        const string Old = """
            {"InputColumnName":"ImagePath","OutputColumnName":"Image","Height":28,"Width":20,"Polarity":1,"CropToInk":true,
            "CropMargin":0.1,"InkContrast":3.2,"ReadsImages":true,"SourceHeight":7,"SourceWidth":9,"Length":560}
            """;

        Assert.That(
            GlyphSettings.FromState(Old.AsMemory()),
            Is.EqualTo(new GlyphSettings(
                "ImagePath", "Image", 28, 20, GlyphPolarity.DarkOnLight, CropToInk: true, 0.1, 3.2, GlyphResize.Box)
            {
                ReadsImages = true,
                SourceHeight = 7,
                SourceWidth = 9,
            }));
    }

    [Test]
    public void A_state_is_parsed_once()
    {
        var text = new string('x', 5);
        var count = 0;

        var one = StateCache<object>.Get(text.AsMemory(), Parse);
        var two = StateCache<object>.Get(text.AsMemory(), Parse);

        Assert.That(two, Is.SameAs(one));
        Assert.That(count, Is.EqualTo(1));
        Assert.That(() => StateCache<object>.Get(default, Parse), Refusal.OfData("no state"));

        object Parse(ReadOnlyMemory<char> state)
        {
            count++;
            return new object();
        }
    }

    [Test]
    public void A_failure_is_not_remembered()
    {
        var text = new string('z', 5);
        var count = 0;
        Assert.That(() => StateCache<object>.Get(text.AsMemory(), Parse), Throws.TypeOf<IOException>());

        var value = StateCache<object>.Get(text.AsMemory(), Parse);

        Assert.That(StateCache<object>.Get(text.AsMemory(), Parse), Is.SameAs(value));
        Assert.That(count, Is.EqualTo(2));

        object Parse(ReadOnlyMemory<char> state) => ++count == 1 ? throw new IOException("no memory") : new object();
    }

    [Test]
    public void A_state_is_forgotten_with_its_model()
    {
        var value = Remember();
        for (var i = 0; i < 5 && value.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.That(value.IsAlive, Is.False);
    }

    [FsCheck.NUnit.Property]
    public void A_vector_is_cut_into_powers_and_joined_in_order(int seed)
    {
        var random = new Random(seed);
        var vector = Enumerable.Range(0, random.Next(1, 5000)).Select(_ => random.NextSingle()).ToArray();

        var row = new KnownSizeVector();
        row.Set(vector);

        float[]?[] parts =
        [
            row.Part12, row.Part11, row.Part10, row.Part9, row.Part8, row.Part7, row.Part6,
            row.Part5, row.Part4, row.Part3, row.Part2, row.Part1, row.Part0,
        ];
        Assert.That(parts.OfType<float[]>().SelectMany(part => part).SequenceEqual(vector), Is.True);
    }

    [Test]
    public void The_longest_vector_uses_every_power()
    {
        var vector = new float[KnownSizeVector.MaxLength];
        vector[0] = 1;

        var row = new KnownSizeVector();
        row.Set(vector);

        Assert.That(row.Part19, Has.Length.EqualTo(1 << 19));
        Assert.That(row.Part19![0], Is.EqualTo(1));
        Assert.That(row.Part18, Has.Length.EqualTo(1 << 18));
        Assert.That(row.Part0, Has.Length.EqualTo(1));
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static WeakReference Remember()
    {
        var text = new string('y', 5);
        return new WeakReference(StateCache<object>.Get(text.AsMemory(), _ => new object()));
    }

    private static string ClassifierText()
    {
        var images = new Vhe.Networks.Data.GroupedImages(
            TinyModel.Model.ImageShape, [new("a", [Drawings.Draw(0, 0)]), new("b", [Drawings.Draw(1, 0)])]);
        return new ClassifierState(
            new("Label", "Image", "P", "S", "L"), TinyModel.Model, new FewShotClassifier(TinyModel.Model, images)).ToState();
    }
}
