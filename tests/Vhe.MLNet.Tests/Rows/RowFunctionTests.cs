using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;
using Vhe.MLNet.Classification;
using Vhe.MLNet.Columns;
using Vhe.MLNet.Embedding;
using Vhe.MLNet.Generation;
using Vhe.MLNet.Images;
using Vhe.MLNet.Likelihood;
using Vhe.MLNet.Rows;

namespace Vhe.MLNet.Tests.Rows;

internal sealed class RowFunctionTests
{
    private static readonly GroupedImages Examples = new(
        TinyModel.Model.ImageShape, [new("a", [Drawings.Draw(0, 0)]), new("b", [Drawings.Draw(1, 0)], "group")]);

    private static readonly GenerationFunction.State Generation = new(
        GenerationFunction.Source.Class, "I", TextKind.Text, Style: null, "O", Count: 2, Temperature: 1, Seed: 3);

    private static readonly LikelihoodFunction.Columns Scores = new("I", "L", "N", "B", "T");

    private static readonly RowFunction[] All =
    [
        new GlyphFunction(new GlyphSettings("A", "B", 8, 9, GlyphPolarity.Auto, CropToInk: true, 0.1, 3.2, GlyphResize.Triangle)),
        new EmbeddingFunction(new("I", "E"), TinyModel.Model),
        new ClassifierFunction(
            new("L", "I", "P", "S", "N", IsKnown: "K", MissingLabelWhereUnknown: false),
            TinyModel.Model,
            new FewShotClassifier(TinyModel.Model, Examples)),
        new GenerationFunction(Generation, TinyModel.Model, Examples),
        new GenerationFunction(Generation with { DrawnFrom = GenerationFunction.Source.Name }, TinyModel.Model),
        new LikelihoodFunction(new(Scores, TextKind.Key, new()), TinyModel.Model, Examples, [-3, -2]),
        new LikelihoodFunction(new(Scores with { Label = null }, TextKind.Text, new()), TinyModel.Model, null, [-3]),
    ];

    [TestCaseSource(nameof(All))]
    public void A_function_comes_back_from_its_state(object function)
    {
        var state = ((RowFunction)function).ToState();

        var read = RowFunction.Of(state.AsMemory());

        Assert.That(read, Is.TypeOf(function.GetType()).And.Not.SameAs(function));
        Assert.That(read.ToState(), Is.EqualTo(state));
    }

    [TestCaseSource(nameof(All))]
    public void Every_cut_state_is_refused(object function)
    {
        var state = ((RowFunction)function).ToState();
        var random = new Random(5);
        for (var trial = 0; trial < 30; trial++)
        {
            var cut = new string(state.AsSpan(0, random.Next(state.Length)));
            Assert.That(() => RowFunction.Of(cut.AsMemory()), Throws.TypeOf<InvalidDataException>());
        }
    }

    [Test]
    public void Headers_of_another_kind_are_refused(
        [ValueSource(nameof(All))] object function,
        [Values("nonsense", "null", "{}", """{"Options":null}""", """{"Options":{}}""", """{"Options":{"Columns":{"Image":"I"}}}""")]
        string header)
    {
        var state = WithHeader(((RowFunction)function).ToState(), header);

        Assert.That(() => RowFunction.Of(state.AsMemory()), Refusal.OfData(((RowFunction)function).Name, "damaged"));
    }

    [TestCase("Height", "1000000")]
    [TestCase("Width", "0")]
    [TestCase("InkContrast", "-1")]
    [TestCase("InkContrast", "1e308")]
    [TestCase("CropMargin", "-1")]
    [TestCase("Resize", "4")]
    [TestCase("Polarity", "9")]
    [TestCase("SourceHeight", "-1")]
    [TestCase("InputColumnName", "null")]
    public void Settings_out_of_range_are_refused(string setting, string value)
        => Assert.That(() => RowFunction.Of(WithOption(All[0], setting, value).AsMemory()), Refusal.OfData("damaged"));

    [TestCase("Count", "65")]
    [TestCase("Temperature", "0")]
    [TestCase("Output", "null")]
    [TestCase("DrawnFrom", "7")]
    [TestCase("DrawnFrom", "3")]
    [TestCase("InputKind", "9")]
    public void Generation_out_of_range_is_refused(string setting, string value)
        => Assert.That(() => RowFunction.Of(WithOption(All[3], setting, value).AsMemory()), Refusal.OfData("damaged"));

    [Test]
    public void What_a_function_needs_must_be_there()
    {
        Assert.That(() => Read(new SavedState<EmbeddingFunction.Columns>(new("I", "E")), "Embedding.v1"), Refusal.OfData("weights"));
        Assert.That(
            () => Read(new SavedState<GenerationFunction.State>(Generation, TinyModel.Model), "Generator.v1"), Refusal.OfData("examples"));
        Assert.That(
            () => Read(
                new SavedState<LikelihoodFunction.State>(new(Scores, TextKind.Key, new()), TinyModel.Model, Examples),
                "LikelihoodScorer.v1"),
            Refusal.OfData("reference"));
        Assert.That(() => RowFunction.Of(default), Refusal.OfData("no state"));
        Assert.That(() => RowFunction.Of("Later.v9:AAAA".AsMemory()), Refusal.OfData("'Later.v9'", "another version"));
        Assert.That(() => RowFunction.Of("Embedding.v1:!".AsMemory()), Refusal.OfData("Base64"));
        Assert.That(() => RowFunction.Of((All[1].ToState() + "AAAA").AsMemory()), Throws.TypeOf<InvalidDataException>());
        var weightless = new SavedState<EmbeddingFunction.Columns>(new("I", "E")).Write("Embedding.v1");
        foreach (var classes in new[] { "[]", "[null]" })
        {
            var header = $$"""{"Options":{"Image":"I","Output":"E"},"Classes":{{classes}}}""";
            Assert.That(() => RowFunction.Of(WithHeader(weightless, header).AsMemory()), Refusal.OfData("weights"));
            Assert.That(() => RowFunction.Of(WithHeader(All[3].ToState(), HeaderOf(All[3].ToState()).Replace(
                "\"Classes\":[", "\"Classes\":[null,", StringComparison.Ordinal)).AsMemory()), Refusal.OfData("examples"));
        }

        static RowFunction Read<T>(SavedState<T> state, string name)
            where T : class
            => RowFunction.Of(state.Write(name).AsMemory());
    }

    [Test]
    public void A_state_is_parsed_once()
    {
        var text = new string('x', 5);
        var count = 0;

        var one = RowFunction.Of(text.AsMemory(), Parse);
        var two = RowFunction.Of(text.AsMemory(), Parse);

        Assert.That(two, Is.SameAs(one));
        Assert.That(count, Is.EqualTo(1));

        RowFunction Parse(ReadOnlyMemory<char> state)
        {
            count++;
            return new Nothing();
        }
    }

    [Test]
    public void A_failure_is_not_remembered()
    {
        var text = new string('z', 5);
        var count = 0;
        Assert.That(() => RowFunction.Of(text.AsMemory(), Parse), Throws.TypeOf<IOException>());

        var value = RowFunction.Of(text.AsMemory(), Parse);

        Assert.That(RowFunction.Of(text.AsMemory(), Parse), Is.SameAs(value));
        Assert.That(count, Is.EqualTo(2));

        RowFunction Parse(ReadOnlyMemory<char> state) => ++count == 1 ? throw new IOException("no memory") : new Nothing();
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

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Remember()
    {
        var text = new string('y', 5);
        return new WeakReference(RowFunction.Of(text.AsMemory(), _ => new Nothing()));
    }

    private static string WithOption(RowFunction function, string setting, string value)
    {
        var header = System.Text.Json.Nodes.JsonNode.Parse(HeaderOf(function.ToState()))!;
        header["Options"]![setting] = System.Text.Json.Nodes.JsonNode.Parse(value);
        return WithHeader(function.ToState(), header.ToJsonString());
    }

    private static string HeaderOf(string state)
    {
        var bytes = Convert.FromBase64String(state[(state.IndexOf(':', StringComparison.Ordinal) + 1)..]);
        return Encoding.UTF8.GetString(bytes, sizeof(int), BinaryPrimitives.ReadInt32LittleEndian(bytes));
    }

    private static string WithHeader(string state, string header)
    {
        var start = state.IndexOf(':', StringComparison.Ordinal) + 1;
        var bytes = Convert.FromBase64String(state[start..]);
        var rest = bytes[(sizeof(int) + BinaryPrimitives.ReadInt32LittleEndian(bytes))..];
        var json = Encoding.UTF8.GetBytes(header);
        return state[..start] + Convert.ToBase64String([.. BitConverter.GetBytes(json.Length), .. json, .. rest]);
    }

    private sealed class Nothing : RowFunction
    {
        public override string Name => "Nothing";

        public override string ToState() => "Nothing:";

        public override void CheckInput(Microsoft.ML.DataViewSchema schema)
        {
        }

        public override void AddTo(ChainBuilder chain)
        {
        }
    }
}
