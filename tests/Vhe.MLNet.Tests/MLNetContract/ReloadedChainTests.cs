using Microsoft.ML.Transforms;
using ReloadHost;

namespace Vhe.MLNet.Tests.MLNetContract;

internal sealed class ReloadedChainTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [Test]
    public void A_chain_loaded_in_another_process_predicts_the_same_bit_by_bit()
    {
        using var folder = new TemporaryFolder();
        foreach (var name in new[] { "first", "second", "third" })
            File.WriteAllText(folder[$"{name}.png"], "");

        var files = Directory.GetFiles(folder.Root).Order(StringComparer.Ordinal);
        var data = _mlContext.Data.LoadFromEnumerable(files.Select(file => new PathOnly { ImagePath = file }).ToList());
        var model = Chain().Fit(data);
        _mlContext.Model.Save(model, data.Schema, folder["model.zip"]);

        var there = HostProcess.Run(folder["model.zip"], folder.Root);

        Assert.That(there, Is.EqualTo(ViewDump.ToJson(model.Transform(data))));
        Assert.That(there, Does.Contain("\"Score\":\"Vector<Single, 3> ["));
        Assert.That(there, Does.Contain("\"Label\":\"Key<UInt32, 0-2> [first, third, second]\""));
        Assert.That(there, Does.Not.Contain("State"));
    }

    [Test]
    public void A_loaded_chain_saves_again_and_gives_back_its_input_schema()
    {
        var data = _mlContext.Data.LoadFromEnumerable([new PathOnly { ImagePath = "first.png" }]);
        var model = Chain().Fit(data);

        var once = Reload(model, data.Schema, out var schema);
        var twice = Reload(once, schema, out _);

        Assert.That(schema.Select(column => column.ToString()), Is.EqualTo(new[] { "ImagePath: String" }));
        Assert.That(ViewDump.ToJson(twice.Transform(data)), Is.EqualTo(ViewDump.ToJson(model.Transform(data))));
        Assert.That(
            once.GetOutputSchema(data.Schema).Select(column => column.Name),
            Is.EqualTo(model.GetOutputSchema(data.Schema).Select(column => column.Name)));
    }

    [Test]
    public void A_mapping_without_a_contract_name_cannot_be_saved()
    {
        var data = _mlContext.Data.LoadFromEnumerable([new PathOnly { ImagePath = "first.png" }]);
        var model = _mlContext.Transforms.CustomMapping<PathOnly, PathOnly>((_, _) => { }, contractName: null).Fit(data);

        Assert.That(() => _mlContext.Model.Save(model, data.Schema, new MemoryStream()), Throws.InvalidOperationException);
    }

    [Test]
    public void A_stream_that_is_no_model_is_refused()
        => Assert.That(() => _mlContext.Model.Load(new MemoryStream(new byte[100]), out _), Throws.InstanceOf<FormatException>());

    private EstimatorChain<ColumnSelectingTransformer> Chain()
    {
        var names = new[] { "first", "third", "second" };
        var order = _mlContext.Data.LoadFromEnumerable(names.Select(name => new PathOnly { ImagePath = name }).ToList());
        return _mlContext.Transforms.Expression("Key", "(path) : left(path, 0)", "ImagePath")
            .Append(_mlContext.Transforms.Conversion.MapValue("State", [KeyValuePair.Create("", "abc")], "Key"))
            .Append(_mlContext.Transforms.CustomMapping<PathEmbeddings.Source, PathEmbeddings.Codes>(PathEmbeddings.Map, PathEmbeddings.Contract))
            .Append(_mlContext.Transforms.Concatenate("Score", "Two", "One"))
            .Append(_mlContext.Transforms.Conversion.MapValueToKey("Label", "Name", keyData: order))
            .Append(_mlContext.Transforms.DropColumns("Key", "State"));
    }

    private ITransformer Reload(ITransformer model, DataViewSchema schema, out DataViewSchema loadedSchema)
    {
        using var stream = new MemoryStream();
        _mlContext.Model.Save(model, schema, stream);
        stream.Position = 0;
        return new MLContext().Model.Load(stream, out loadedSchema);
    }
}
