using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.ML.Data;

namespace Microsoft.ML;

// Values of column types as bytes: text as one string a value, everything else as its memory.
internal static class ValueCodec
{
    public static void WriteView(BinaryWriter writer, IDataView view)
    {
        TypeCodec.WriteSchema(writer, view.Schema);
        foreach (var column in view.Schema)
            Call<object>(nameof(WriteColumn), column.Type, writer, view, column);
    }

    public static IDataView ReadView(BinaryReader reader)
    {
        var schema = TypeCodec.ReadSchema(reader);
        return new ColumnsView(schema, schema.Select(c => Call<Array>(nameof(ReadColumn), c.Type, reader)).ToArray());
    }

    public static void WriteAnnotation(BinaryWriter writer, DataViewSchema.Annotations annotations, DataViewSchema.Column column)
        => Call<object>(nameof(WriteOne), column.Type, writer, annotations, column);

    public static Delegate ReadAnnotation(BinaryReader reader, DataViewType type)
        => Call<Delegate>(nameof(ReadOne), type, reader, type);

    private static TResult Call<TResult>(string method, DataViewType type, params object[] arguments)
        => RowExtensions.CallGeneric<TResult>(typeof(ValueCodec), method, [type.RawType], arguments);

    private static object WriteColumn<T>(BinaryWriter writer, IDataView view, DataViewSchema.Column column)
    {
        var (write, _) = For<T>();
        var values = view.Values<T>(column).ToArray();
        writer.Write(values.Length);
        foreach (var value in values)
            write(writer, value);
        return null;
    }

    private static Array ReadColumn<T>(BinaryReader reader)
    {
        var (_, read) = For<T>();
        var values = new List<T>();
        for (int count = reader.ReadInt32(); count > 0; count--)
            values.Add(read(reader));
        return values.ToArray();
    }

    private static object WriteOne<T>(BinaryWriter writer, DataViewSchema.Annotations annotations, DataViewSchema.Column column)
    {
        T value = default;
        annotations.GetValue(column.Name, ref value);
        For<T>().Write(writer, value);
        return null;
    }

    private static Delegate ReadOne<T>(BinaryReader reader, DataViewType type) => AnnotationValue.Getter(For<T>().Read(reader), type);

    private static (Action<BinaryWriter, T> Write, Func<BinaryReader, T> Read) For<T>()
    {
        object codec = typeof(T) == typeof(ReadOnlyMemory<char>)
            ? ((Action<BinaryWriter, ReadOnlyMemory<char>>)WriteText, (Func<BinaryReader, ReadOnlyMemory<char>>)ReadText)
            : typeof(T).IsGenericType
                ? RowExtensions.CallGeneric<object>(typeof(ValueCodec), nameof(ForVector), typeof(T).GetGenericArguments())
                : ((Action<BinaryWriter, T>)WriteRaw, (Func<BinaryReader, T>)ReadRaw<T>);
        return ((Action<BinaryWriter, T>, Func<BinaryReader, T>))codec;
    }

    private static object ForVector<T>()
    {
        var (write, read) = For<T>();
        Action<BinaryWriter, VBuffer<T>> writeVector = (writer, value) =>
        {
            writer.Write(value.Length);
            foreach (var item in value.DenseValues())
                write(writer, item);
        };
        Func<BinaryReader, VBuffer<T>> readVector = reader =>
        {
            var items = new List<T>();
            for (int count = reader.ReadInt32(); count > 0; count--)
                items.Add(read(reader));
            return new VBuffer<T>(items.Count, items.ToArray());
        };
        return (writeVector, readVector);
    }

    private static void WriteText(BinaryWriter writer, ReadOnlyMemory<char> text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text.ToString());
        writer.Write(utf8.Length);
        writer.Write(utf8);
    }

    private static ReadOnlyMemory<char> ReadText(BinaryReader reader)
        => Encoding.UTF8.GetString(reader.ReadBytes(reader.ReadInt32())).AsMemory();

    private static void WriteRaw<T>(BinaryWriter writer, T value)
        => writer.Write(MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<T, byte>(ref value), Unsafe.SizeOf<T>()));

    private static T ReadRaw<T>(BinaryReader reader)
    {
        T value = default;
        reader.BaseStream.ReadExactly(MemoryMarshal.CreateSpan(ref Unsafe.As<T, byte>(ref value), Unsafe.SizeOf<T>()));
        return value;
    }
}
