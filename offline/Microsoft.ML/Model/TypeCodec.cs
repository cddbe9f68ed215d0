using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

// Column types and schemas as bytes. Types that are not listed (images) cannot be stored.
internal static class TypeCodec
{
    private static readonly PrimitiveDataViewType[] Primitives =
    [
        TextDataViewType.Instance, BooleanDataViewType.Instance, NumberDataViewType.SByte, NumberDataViewType.Byte,
        NumberDataViewType.Int16, NumberDataViewType.UInt16, NumberDataViewType.Int32, NumberDataViewType.UInt32,
        NumberDataViewType.Int64, NumberDataViewType.UInt64, NumberDataViewType.Single, NumberDataViewType.Double,
        DateTimeDataViewType.Instance, TimeSpanDataViewType.Instance,
    ];

    private const byte Key = 254;
    private const byte Vector = 255;

    public static bool Knows(DataViewType type)
        => type.ItemOrSelf() is KeyDataViewType || Primitives.Contains(type.ItemOrSelf());

    public static void Write(BinaryWriter writer, DataViewType type)
    {
        switch (type)
        {
            case VectorDataViewType vector:
                writer.Write(Vector);
                Write(writer, vector.ItemType);
                writer.Write(vector.Dimensions.Length);
                foreach (int dimension in vector.Dimensions)
                    writer.Write(dimension);
                break;
            case KeyDataViewType key:
                writer.Write(Key);
                Write(writer, key.RawType.Primitive());
                writer.Write(key.Count);
                break;
            default:
                int index = Array.IndexOf(Primitives, type);
                Contracts.Check(index >= 0, $"A column of type {type} cannot be saved.");
                writer.Write((byte)index);
                break;
        }
    }

    public static DataViewType Read(BinaryReader reader)
    {
        byte tag = reader.ReadByte();
        if (tag == Key)
            return new KeyDataViewType(Read(reader).RawType, reader.ReadUInt64());
        if (tag == Vector)
        {
            var item = (PrimitiveDataViewType)Read(reader);
            var dimensions = Enumerable.Range(0, reader.ReadInt32()).Select(_ => reader.ReadInt32()).ToArray();
            return new VectorDataViewType(item, dimensions);
        }
        return tag < Primitives.Length ? Primitives[tag] : throw Contracts.ExceptDecode($"Unknown column type {tag}.");
    }

    public static void WriteSchema(BinaryWriter writer, DataViewSchema schema)
    {
        writer.Write(schema.Count);
        foreach (var column in schema)
        {
            writer.Write(column.Name);
            Write(writer, column.Type);
            var annotations = column.Annotations.Schema.Where(a => Knows(a.Type)).ToArray();
            writer.Write(annotations.Length);
            foreach (var annotation in annotations)
            {
                writer.Write(annotation.Name);
                Write(writer, annotation.Type);
                ValueCodec.WriteAnnotation(writer, column.Annotations, annotation);
            }
        }
    }

    public static DataViewSchema ReadSchema(BinaryReader reader)
    {
        var builder = new DataViewSchema.Builder();
        for (int columns = reader.ReadInt32(); columns > 0; columns--)
        {
            string name = reader.ReadString();
            var type = Read(reader);
            var annotations = new DataViewSchema.Annotations.Builder();
            for (int count = reader.ReadInt32(); count > 0; count--)
            {
                string kind = reader.ReadString();
                var annotationType = Read(reader);
                annotations.Add(kind, annotationType, ValueCodec.ReadAnnotation(reader, annotationType));
            }
            builder.AddColumn(name, type, annotations.ToAnnotations());
        }
        return builder.ToSchema();
    }
}
