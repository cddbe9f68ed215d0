using System.Runtime.InteropServices;
using Microsoft.ML.Transforms;

namespace Vhe.MLNet.Tests.MLNetContract;

/// <summary>A model's state is text in a MapValue: these tests pin that no row costs a copy of it.</summary>
internal sealed class StateTextTests
{
    private const string KeyContract = "Vhe.MLNet.Tests.StateKey";
    private const string SeenContract = "Vhe.MLNet.Tests.StateSeen";

    private static readonly List<ReadOnlyMemory<char>> Seen = [];

    private readonly MLContext _mlContext = new(seed: 1);

    [Test]
    public void State_text_passes_MapValue_and_CustomMapping_without_a_copy()
    {
        var state = new string('s', 5000);
        var (model, data) = Fit(state);

        var seen = StatesSeen(model, data);

        Assert.That(seen, Has.Length.EqualTo(3));
        Assert.That(seen, Is.All.SameAs(state));
    }

    [Test]
    public void After_a_load_the_state_is_one_string_for_all_rows_and_cursors()
    {
        var state = new string('s', 5000) + "é\u6f22\U0001F600";
        var (model, data) = Fit(state);
        using var stream = new MemoryStream();
        _mlContext.Model.Save(model, data.Schema, stream);
        stream.Position = 0;
        var loaded = new MLContext().Model.Load(stream, out _);

        var seen = StatesSeen(loaded, data).Concat(StatesSeen(loaded, data)).ToArray();

        Assert.That(seen, Has.Length.EqualTo(6));
        Assert.That(seen[0], Is.EqualTo(state));
        Assert.That(seen, Is.All.SameAs(seen[0]));
    }

    private (ITransformer Model, IDataView Data) Fit(string state)
    {
        var data = _mlContext.Data.LoadFromEnumerable(Numbered.Rows(3));
        var chain = _mlContext.Transforms.CustomMapping(new ConstantKey().GetMapping(), KeyContract)
            .Append(_mlContext.Transforms.Conversion.MapValue("State", [KeyValuePair.Create("key", state)], "Key"))
            .Append(_mlContext.Transforms.CustomMapping(new StateSeen().GetMapping(), SeenContract))
            .Append(_mlContext.Transforms.DropColumns("Key", "State"));
        return (chain.Fit(data), data);
    }

    private static string?[] StatesSeen(ITransformer model, IDataView data)
    {
        Seen.Clear();
        var view = model.Transform(data);
        Assert.That(view.Schema.Select(column => column.Name), Is.EqualTo(new[] { "Name", "Number", "Vector", "StateLength" }));
        using (var cursor = view.GetRowCursor([view.Schema["StateLength"]]))
        {
            var getter = cursor.GetGetter<int>(view.Schema["StateLength"]);
            var length = 0;
            while (cursor.MoveNext())
                getter(ref length);
        }

        return [.. Seen.Select(WholeString)];
    }

    private static string? WholeString(ReadOnlyMemory<char> text)
        => MemoryMarshal.TryGetString(text, out var whole, out var start, out var length) && start == 0 && length == whole.Length
            ? whole : null;

    /// <summary>A row class may have no columns at all.</summary>
    internal sealed class Nothing
    {
    }

    /// <summary>A row with a key.</summary>
    internal sealed class KeyRow
    {
        public string Key { get; set; } = "";
    }

    /// <summary>A row with the state.</summary>
    internal sealed class StateRow
    {
        public ReadOnlyMemory<char> State { get; set; }
    }

    /// <summary>A row with what was made of the state.</summary>
    internal sealed class LengthRow
    {
        public int StateLength { get; set; }
    }

    /// <summary>Gives every row the same key.</summary>
    [CustomMappingFactoryAttribute(KeyContract)]
    internal sealed class ConstantKey : CustomMappingFactory<Nothing, KeyRow>
    {
        public override Action<Nothing, KeyRow> GetMapping() => static (_, row) => row.Key = "key";
    }

    /// <summary>Notes the state that each row brings.</summary>
    [CustomMappingFactoryAttribute(SeenContract)]
    internal sealed class StateSeen : CustomMappingFactory<StateRow, LengthRow>
    {
        public override Action<StateRow, LengthRow> GetMapping() => static (row, length) =>
        {
            Seen.Add(row.State);
            length.StateLength = row.State.Length;
        };
    }
}
