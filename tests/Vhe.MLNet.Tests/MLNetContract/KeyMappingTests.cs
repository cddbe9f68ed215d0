using Microsoft.ML.Transforms;

namespace Vhe.MLNet.Tests.MLNetContract;

internal sealed class KeyMappingTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [Test]
    public void Keys_follow_the_key_data_and_map_back_to_its_text()
    {
        var names = Texts("n2", "n0", "unused");
        var chain = _mlContext.Transforms.Conversion.MapValueToKey("Label", "Name", keyData: names)
            .Append(_mlContext.Transforms.Conversion.MapKeyToValue("Back", "Label"));
        var data = _mlContext.Data.LoadFromEnumerable(Numbered.Rows(3));

        var view = chain.Fit(data).Transform(data);

        Assert.That(view.Schema["Label"].Type, Is.EqualTo(new KeyDataViewType(typeof(uint), 3)));
        Assert.That(view.GetColumn<uint>("Label"), Is.EqualTo(new uint[] { 2, 0, 1 }), "a key counts from 1, 0 is none");
        Assert.That(view.GetColumn<string>("Back"), Is.EqualTo(new[] { "n0", "", "n2" }));
        Assert.That(KeyValues(view.Schema["Label"]), Is.EqualTo(new[] { "n2", "n0", "unused" }));
    }

    [Test]
    public void Without_key_data_keys_are_learned_in_order_of_occurrence_or_of_value()
    {
        var data = Texts("b", "a", "c", "a");
        var byOccurrence = _mlContext.Transforms.Conversion.MapValueToKey("Label", "Name").Fit(data).Transform(data);
        var byValue = _mlContext.Transforms.Conversion
            .MapValueToKey("Label", "Name", keyOrdinality: ValueToKeyMappingEstimator.KeyOrdinality.ByValue)
            .Fit(data).Transform(data);

        Assert.That(byOccurrence.GetColumn<uint>("Label"), Is.EqualTo(new uint[] { 1, 2, 3, 2 }));
        Assert.That(KeyValues(byOccurrence.Schema["Label"]), Is.EqualTo(new[] { "b", "a", "c" }));
        Assert.That(byValue.GetColumn<uint>("Label"), Is.EqualTo(new uint[] { 2, 1, 3, 1 }));
        Assert.That(KeyValues(byValue.Schema["Label"]), Is.EqualTo(new[] { "a", "b", "c" }));
    }

    [Test]
    public void A_key_in_a_row_class_counts_from_zero()
    {
        var data = _mlContext.Data.LoadFromEnumerable(
            [new KeyRow { Key = 0 }, new KeyRow { Key = 3 }, new KeyRow { Key = 4 }]);

        Assert.That(data.Schema["Key"].Type, Is.EqualTo(new KeyDataViewType(typeof(uint), 4)));
        Assert.That(data.GetColumn<uint>("Key"), Is.EqualTo(new uint[] { 1, 4, 0 }));
        Assert.That(
            () => _mlContext.Transforms.Conversion.MapKeyToValue("Back", "Key")
                .Append(_mlContext.Transforms.CopyColumns("A", "Back")).Fit(data),
            Throws.InstanceOf<ArgumentOutOfRangeException>(),
            "no KeyValues");
    }

    [Test]
    public void Lookups_map_text_to_numbers_vectors_and_keys()
    {
        var data = Texts("a", "b", "z");
        var numbers = _mlContext.Transforms.Conversion
            .MapValue("Out", [KeyValuePair.Create("a", 1.5f), KeyValuePair.Create("b", 2.5f)], "Name").Fit(data).Transform(data);
        var vectors = _mlContext.Transforms.Conversion
            .MapValue("Out", [KeyValuePair.Create("a", new[] { 1, 2 }), KeyValuePair.Create("b", new[] { 3, 4 })], "Name")
            .Fit(data).Transform(data);
        var keys = _mlContext.Transforms.Conversion
            .MapValue("Out", [KeyValuePair.Create("a", "x"), KeyValuePair.Create("b", "y")], "Name", treatValuesAsKeyType: true)
            .Fit(data).Transform(data);

        Assert.That(numbers.GetColumn<float>("Out"), Is.EqualTo(new[] { 1.5f, 2.5f, 0 }));
        Assert.That(vectors.Schema["Out"].Type, Is.EqualTo(new VectorDataViewType(NumberDataViewType.Int32, 2)));
        Assert.That(vectors.GetColumn<int[]>("Out"), Is.EqualTo(new[] { new[] { 1, 2 }, [3, 4], [] }));
        Assert.That(keys.GetColumn<uint>("Out"), Is.EqualTo(new uint[] { 1, 2, 0 }));
        Assert.That(KeyValues(keys.Schema["Out"]), Is.EqualTo(new[] { "x", "y" }));
        Assert.That(
            () => _mlContext.Transforms.Conversion
                .MapValue("Out", [KeyValuePair.Create("a", 1), KeyValuePair.Create("a", 2)], "Name"),
            Throws.InvalidOperationException.With.Message.Contains("Duplicate"));
    }

    private IDataView Texts(params string[] texts)
        => _mlContext.Data.LoadFromEnumerable(texts.Select(text => new TextRow { Name = text }).ToList());

    private static string[] KeyValues(DataViewSchema.Column column)
    {
        Assert.That(column.HasKeyValues());
        VBuffer<ReadOnlyMemory<char>> values = default;
        column.GetKeyValues(ref values);
        return [.. values.DenseValues().Select(value => value.ToString())];
    }

    private sealed class TextRow
    {
        public string Name { get; set; } = "";
    }

    private sealed class KeyRow
    {
        [KeyType(4)]
        public uint Key { get; set; }
    }
}
