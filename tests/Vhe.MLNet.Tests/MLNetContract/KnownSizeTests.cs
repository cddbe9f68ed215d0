using Microsoft.ML.Transforms;

namespace Vhe.MLNet.Tests.MLNetContract;

/// <summary>The two ways to a vector of known size that survives a load.</summary>
internal sealed class KnownSizeTests
{
    private const string Contract = "Vhe.MLNet.Tests.Parts";

    private readonly MLContext _mlContext = new(seed: 1);

    [Test]
    public void Parts_of_known_size_concatenate_to_a_known_size_without_slot_names()
    {
        var data = _mlContext.Data.LoadFromEnumerable(Numbered.Rows(2));
        var chain = _mlContext.Transforms.CustomMapping(new PartsMapping().GetMapping(), Contract)
            .Append(_mlContext.Transforms.Concatenate("All", "Four", "One"));

        foreach (var model in BeforeAndAfterLoad(chain.Fit(data), data.Schema))
        {
            var view = model.Transform(data);
            Assert.That(view.Schema["All"].Type, Is.EqualTo(new VectorDataViewType(NumberDataViewType.Single, 5)));
            Assert.That(view.Schema["All"].HasSlotNames(), Is.False);
            Assert.That(
                view.Schema["Loose"].Type,
                Is.EqualTo(new VectorDataViewType(NumberDataViewType.Single)),
                "no VectorType, no size");
            Assert.That(view.GetColumn<float[]>("All").Last(), Is.EqualTo(new float[] { 1, 2, 3, 4, 1 }));
        }
    }

    [Test]
    public void Scalars_give_their_names_to_the_slots_and_an_only_vector_keeps_its_own()
    {
        var data = _mlContext.Data.LoadFromEnumerable(Numbered.Rows(1));
        var view = _mlContext.Transforms.Concatenate("Both", "Number", "Vector")
            .Append(_mlContext.Transforms.Concatenate("Alone", "Both"))
            .Append(_mlContext.Transforms.Concatenate("Mixed", "Both", "Number")).Fit(data).Transform(data);

        Assert.That(SlotNames(view.Schema["Both"]), Is.EqualTo(new[] { "Number", "", "", "" }));
        Assert.That(SlotNames(view.Schema["Alone"]), Is.EqualTo(new[] { "Number", "", "", "" }));
        Assert.That(SlotNames(view.Schema["Mixed"]), Is.EqualTo(new[] { "Both.Number", "", "", "", "Number" }));
    }

    [Test]
    public void Expression_over_a_constant_vector_keeps_its_size_and_slot_names_through_a_load()
    {
        var data = _mlContext.Data.LoadFromEnumerable(
            [new TextRow { Text = Fixed(0.5f, -1e-7f, 12345.678f) }, new TextRow { Text = Fixed(1, 2, 3) }]);
        var offsets = LookupWithSlotNames(["red", "green", "blue"]);
        var chain = _mlContext.Transforms.Expression("Key", "(t) : left(t, 0)", "Text")
            .Append(_mlContext.Transforms.Conversion
                .MapValue("Offsets", offsets, offsets.Schema["Key"], offsets.Schema["Value"], "Key"))
            .Append(_mlContext.Transforms.Expression("Score", "(v, t) : single(mid(t, int(v), int(v) + 16))", "Offsets", "Text"))
            .Append(_mlContext.Transforms.SelectColumns("Score"));

        foreach (var model in BeforeAndAfterLoad(chain.Fit(data), data.Schema))
        {
            var view = model.Transform(data);
            Assert.That(view.Schema.Select(column => column.Name), Is.EqualTo(new[] { "Score" }));
            Assert.That(view.Schema["Score"].Type, Is.EqualTo(new VectorDataViewType(NumberDataViewType.Single, 3)));
            Assert.That(SlotNames(view.Schema["Score"]), Is.EqualTo(new[] { "red", "green", "blue" }));
            Assert.That(view.GetColumn<float[]>("Score"), Is.EqualTo(new[] { new[] { 0.5f, -1e-7f, 12345.678f }, [1, 2, 3] }));
        }
    }

    [Test]
    public void Annotations_of_a_schema_definition_are_lost_after_a_load()
    {
        var data = _mlContext.Data.LoadFromEnumerable(Numbered.Rows(1));
        var definition = SchemaDefinition.Create(typeof(Parts), SchemaDefinition.Direction.Write);
        definition["Loose"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, 1);
        definition["Loose"].AddAnnotation("SlotNames", new[] { "slot" }, new VectorDataViewType(TextDataViewType.Instance, 1));
        var model = _mlContext.Transforms
            .CustomMapping(new PartsMapping().GetMapping(), Contract, outputSchemaDefinition: definition).Fit(data);
        var schemas = BeforeAndAfterLoad(model, data.Schema).Select(each => each.GetOutputSchema(data.Schema)["Loose"]).ToArray();

        Assert.That(SlotNames(schemas[0]), Is.EqualTo(new[] { "slot" }));
        Assert.That(schemas[0].Type, Is.EqualTo(new VectorDataViewType(NumberDataViewType.Single, 1)));
        Assert.That(schemas[1].HasSlotNames(), Is.False);
        Assert.That(schemas[1].Type, Is.EqualTo(new VectorDataViewType(NumberDataViewType.Single)));
    }

    [Test]
    [TestCase("(n) : n * 2 + 1", 7f)]
    [TestCase("(n) : n > 2 && n <= 3 ? -n : n", -3f)]
    [TestCase("n : n / 2", 1.5f)]
    [TestCase("n => 2 ^ int(n)", 8)]
    [TestCase("(n) : len(text(n)) + int(n) % 2", 2)]
    [TestCase("(n) : na(n) ?? abs(0 - n)", 3f)]
    [TestCase("(n) : not (n = 3 or n < 1)", false)]
    [TestCase("(n) : 1 < n < 4", true)]
    [TestCase("(n) : exp(n - n) + max(n, 1.5)", 4f)]
    [TestCase("(n) : long(n) * 10000000000", 30_000_000_000L)]
    public void Expressions_compute(string expression, object expected)
    {
        var data = _mlContext.Data.SkipRows(_mlContext.Data.LoadFromEnumerable(Numbered.Rows(4)), 3);

        var view = _mlContext.Transforms.Expression("Out", expression, "Number").Fit(data).Transform(data);
        var result = view.Preview().ColumnView.Last().Values.Single();

        Assert.That(result, Is.EqualTo(expected).And.TypeOf(expected.GetType()));
    }

    [Test]
    public void Expressions_that_do_not_parse_or_take_two_vectors_are_refused()
    {
        var data = _mlContext.Data.LoadFromEnumerable(Numbered.Rows(1));

        Assert.That(
            () => _mlContext.Transforms.Expression("Out", "(n) : n +", "Number").Fit(data),
            Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(
            () => _mlContext.Transforms.Expression("Out", "(n) : m", "Number").Fit(data),
            Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(
            () => _mlContext.Transforms.Expression("Out", "(a, b) : a + b", "Vector", "Vector").Fit(data),
            Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("at most one vector"));
    }

    private IDataView LookupWithSlotNames(string[] names)
    {
        var definition = SchemaDefinition.Create(typeof(OffsetRow), SchemaDefinition.Direction.Read);
        definition["Value"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, names.Length);
        definition["Value"].AddAnnotation("SlotNames", names, new VectorDataViewType(TextDataViewType.Instance, names.Length));
        var row = new OffsetRow { Value = [.. names.Select((_, i) => 16f * i)] };
        return _mlContext.Data.LoadFromEnumerable([row], definition);
    }

    private IEnumerable<ITransformer> BeforeAndAfterLoad(ITransformer model, DataViewSchema schema)
    {
        using var stream = new MemoryStream();
        _mlContext.Model.Save(model, schema, stream);
        stream.Position = 0;
        return [model, new MLContext().Model.Load(stream, out _)];
    }

    private static string Fixed(params float[] values) => string.Concat(values.Select(value => value.ToString("R").PadRight(16)));

    private static string[] SlotNames(DataViewSchema.Column column)
    {
        VBuffer<ReadOnlyMemory<char>> names = default;
        column.GetSlotNames(ref names);
        return [.. names.DenseValues().Select(name => name.ToString())];
    }

    /// <summary>A row with a text.</summary>
    internal sealed class TextRow
    {
        public string Text { get; set; } = "";
    }

    /// <summary>A row of the lookup.</summary>
    internal sealed class OffsetRow
    {
        public string Key { get; set; } = "";

        public float[] Value { get; set; } = [];
    }

    /// <summary>Parts of known and of unknown size.</summary>
    internal sealed class Parts
    {
        [VectorType(4)]
        public float[] Four { get; set; } = [1, 2, 3, 4];

        [VectorType(1)]
        public float[] One { get; set; } = [0];

        public float[] Loose { get; set; } = [0];
    }

    /// <summary>Fills the parts.</summary>
    [CustomMappingFactoryAttribute(Contract)]
    internal sealed class PartsMapping : CustomMappingFactory<Numbered, Parts>
    {
        public override Action<Numbered, Parts> GetMapping() => static (row, parts) => parts.One[0] = row.Number;
    }
}
