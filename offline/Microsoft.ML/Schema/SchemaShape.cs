using System.Collections;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

public sealed class SchemaShape : IReadOnlyList<SchemaShape.Column>
{
    private static readonly SchemaShape None = new([]);
    private readonly Column[] _columns;

    public SchemaShape(IEnumerable<Column> columns)
    {
        Contracts.CheckValue(columns, nameof(columns));
        _columns = columns.ToArray();
        Contracts.CheckParam(_columns.All(c => c.Name is not null), nameof(columns), "Some items are not initialized properly.");
    }

    public int Count => _columns.Length;
    public Column this[int index] => _columns[index];

    public IEnumerator<Column> GetEnumerator() => ((IEnumerable<Column>)_columns).GetEnumerator();
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal bool TryFindColumn(string name, out Column column)
    {
        Contracts.CheckValue(name, nameof(name));
        column = _columns.FirstOrDefault(c => c.Name == name);
        return column.Name is not null;
    }

    // The shape with a column added, or replaced where the name is taken.
    internal SchemaShape With(params IEnumerable<Column> columns)
    {
        var byName = _columns.ToDictionary(c => c.Name);
        foreach (var column in columns)
            byName[column.Name] = column;
        return new SchemaShape(byName.Values);
    }

    internal static SchemaShape Create(DataViewSchema schema)
        => new(schema.Where(c => !c.IsHidden).Select(c => Column.Of(c.Name, c.Type, c.Annotations)));

    public struct Column
    {
        public readonly string Name;
        public readonly VectorKind Kind;
        public readonly DataViewType ItemType;
        public readonly bool IsKey;
        public readonly SchemaShape Annotations;

        internal Column(string name, VectorKind kind, DataViewType itemType, bool isKey, SchemaShape annotations = null)
        {
            Contracts.CheckNonEmpty(name, nameof(name));
            Name = name;
            Kind = kind;
            ItemType = itemType;
            IsKey = isKey;
            Annotations = annotations ?? None;
        }

        public enum VectorKind
        {
            Scalar,
            Vector,
            VariableVector,
        }

        internal static Column Of(string name, DataViewType type, DataViewSchema.Annotations annotations = null)
        {
            var kind = type is not VectorDataViewType vector ? VectorKind.Scalar
                : vector.IsKnownSize ? VectorKind.Vector : VectorKind.VariableVector;
            var item = type.ItemOrSelf();
            bool isKey = item is KeyDataViewType;
            return new Column(name, kind, isKey ? item.RawType.Primitive() : item, isKey,
                annotations is { Schema.Count: > 0 } ? Create(annotations.Schema) : null);
        }

        internal Column Named(string name) => new(name, Kind, ItemType, IsKey, Annotations);

        internal bool HasText(string annotation)
            => Annotations.TryFindColumn(annotation, out var found)
                && found.Kind == VectorKind.Vector && !found.IsKey && found.ItemType is TextDataViewType;

        internal string TypeText()
        {
            string item = IsKey ? $"Key<{ItemType}>" : ItemType.ToString();
            return Kind == VectorKind.Scalar ? item : Kind == VectorKind.Vector ? $"Vector<{item}>" : $"VarVector<{item}>";
        }
    }
}
