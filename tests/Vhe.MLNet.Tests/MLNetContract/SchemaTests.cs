namespace Vhe.MLNet.Tests.MLNetContract;

internal sealed class SchemaTests
{
    private readonly MLContext _mlContext = new(seed: 1);
    private IDataView _data = null!;

    [SetUp]
    public void Load() => _data = _mlContext.Data.LoadFromEnumerable(Numbered.Rows(2));

    [Test]
    public void A_missing_column_is_named_by_every_estimator_before_and_in_a_chain()
    {
        var transforms = _mlContext.Transforms;
        IEstimator<ITransformer>[] estimators =
        [
            transforms.CopyColumns("Out", "Nowhere"), transforms.Concatenate("Out", "Nowhere"), transforms.DropColumns("Nowhere"),
            transforms.SelectColumns("Nowhere"), transforms.Conversion.MapValueToKey("Out", "Nowhere"),
            transforms.Conversion.MapKeyToValue("Out", "Nowhere"), transforms.Conversion.ConvertType("Out", "Nowhere"),
            transforms.Conversion.MapValue("Out", [KeyValuePair.Create("a", "b")], "Nowhere"),
            transforms.Expression("Out", "x : x", "Nowhere"),
            transforms.CustomMapping<NowhereRow, Numbered>((_, _) => { }, null), transforms.LoadImages("Out", "", "Nowhere"),
        ];

        foreach (var estimator in estimators)
        {
            Assert.That(
                () => estimator.Append(transforms.CopyColumns("Copy", "Name")).Fit(_data),
                Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("Could not find input column 'Nowhere'"),
                estimator.GetType().Name);
            Assert.That(
                () => estimator.Fit(_data).Transform(_data),
                Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("Nowhere"),
                estimator.GetType().Name);
        }
    }

    [Test]
    public void A_column_of_the_wrong_type_is_refused_with_both_types()
    {
        var mapping = _mlContext.Transforms.CustomMapping<WrongRow, Numbered>((_, _) => { }, null);

        Assert.That(
            () => mapping.Append(_mlContext.Transforms.CopyColumns("Copy", "Name")).Fit(_data),
            Throws.InstanceOf<ArgumentOutOfRangeException>()
                .With.Message.Contains("Schema mismatch for input column 'Number': expected String, got Single"));
        Assert.That(() => mapping.Fit(_data), Throws.InvalidOperationException.With.Message.Contains("Number"));
        Assert.That(
            () => _mlContext.Transforms.Conversion.MapKeyToValue("Out", "Name").Append(mapping).Fit(_data),
            Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void A_new_column_hides_an_old_one_of_its_name_and_stands_behind_it()
    {
        var view = _mlContext.Transforms.CopyColumns("Name", "Number")
            .Append(_mlContext.Transforms.CopyColumns("New", "Name")).Fit(_data).Transform(_data);

        Assert.That(
            view.Schema.Select(column => (column.Name, column.IsHidden, column.Type.ToString())),
            Is.EqualTo(new[]
            {
                ("Name", true, "String"), ("Name", false, "Single"), ("Number", false, "Single"),
                ("Vector", false, "Vector<Single, 3>"), ("New", false, "Single"),
            }));
        Assert.That(view.Schema["Name"].Index, Is.EqualTo(1));
        Assert.That(view.Schema.GetColumnOrNull("None"), Is.Null);
        Assert.That(() => view.Schema["None"], Throws.InstanceOf<ArgumentOutOfRangeException>());
        var dropped = _mlContext.Transforms.DropColumns("Name").Fit(view).Transform(view);
        Assert.That(dropped.Schema.Select(column => column.Name), Is.EqualTo(new[] { "Number", "Vector", "New" }));
    }

    [Test]
    public void Annotations_are_built_read_and_checked()
    {
        var builder = new DataViewSchema.Annotations.Builder();
        builder.AddPrimitiveValue("Flag", BooleanDataViewType.Instance, true);
        builder.Add<float>("Value", NumberDataViewType.Single, (ref float value) => value = 2.5f);
        var schema = new DataViewSchema.Builder();
        schema.AddColumn("Column", TextDataViewType.Instance, builder.ToAnnotations());
        var column = schema.ToSchema()["Column"];
        var (flag, number) = (false, 0f);
        column.Annotations.GetValue("Flag", ref flag);
        column.Annotations.GetValue("Value", ref number);

        Assert.That((flag, number), Is.EqualTo((true, 2.5f)));
        Assert.That(column.ToString(), Is.EqualTo("Column: String {Flag, Value}"));
        Assert.That(() => column.Annotations.GetValue("None", ref flag), Throws.InvalidOperationException);
        Assert.That(() => column.Annotations.GetValue("Value", ref flag), Throws.InvalidOperationException);
        Assert.That(() => builder.Add<float>("Bad", TextDataViewType.Instance, (ref float _) => { }), Throws.ArgumentException);
    }

    [Test]
    public void Types_compare_by_what_they_say_and_print_it()
    {
        var twoByThree = new VectorDataViewType(NumberDataViewType.Single, 2, 3);
        Assert.That(twoByThree, Is.EqualTo(new VectorDataViewType(NumberDataViewType.Single, new[] { 2, 3 })));
        Assert.That(twoByThree, Is.Not.EqualTo(new VectorDataViewType(NumberDataViewType.Single, 6)));
        Assert.That(twoByThree.ToString(), Is.EqualTo("Vector<Single, 2, 3>"));
        Assert.That(new VectorDataViewType(TextDataViewType.Instance).ToString(), Is.EqualTo("Vector<String>"));
        Assert.That(new KeyDataViewType(typeof(uint), 5).ToString(), Is.EqualTo("Key<UInt32, 0-4>"));
        Assert.That(() => new KeyDataViewType(typeof(float), 5), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new KeyDataViewType(typeof(byte), 256), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(
            () => SchemaDefinition.Create(typeof(UnknownRow)),
            Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("Thing"));
    }

    [Test]
    public void Sparse_vectors_read_as_dense_ones()
    {
        var sparse = new VBuffer<float>(5, 2, [1.5f, 2.5f], [1, 4]);
        VBuffer<float> part = default;
        sparse.CopyTo(ref part, 1, 3);
        VBuffer<float> dense = default;
        sparse.CopyToDense(ref dense);
        var editor = VBufferEditor.Create(ref dense, 2);
        (editor.Values[0], editor.Values[1]) = (7, 8);

        Assert.That(sparse.DenseValues(), Is.EqualTo(new[] { 0, 1.5f, 0, 0, 2.5f }));
        Assert.That(part.DenseValues(), Is.EqualTo(new[] { 1.5f, 0, 0 }));
        Assert.That(
            (sparse.IsDense, dense.IsDense, sparse.GetItemOrDefault(4), sparse.GetItemOrDefault(3)),
            Is.EqualTo((false, true, 2.5f, 0f)));
        Assert.That(sparse.Items().Select(item => item.Key), Is.EqualTo(new[] { 1, 4 }));
        Assert.That(editor.Commit().GetValues().ToArray(), Is.EqualTo(new[] { 7f, 8f }));
    }

    private sealed class NowhereRow
    {
        public float Nowhere { get; set; }
    }

    private sealed class WrongRow
    {
        public string Number { get; set; } = "";
    }

    private sealed class UnknownRow
    {
        public object Thing { get; set; } = new();
    }
}
