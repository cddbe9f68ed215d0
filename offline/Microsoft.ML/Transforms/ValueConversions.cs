using System.Globalization;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

// Conversions between raw item values, and getters that apply one to a scalar or to each slot of a vector.
internal static class ValueConversions
{
    public static T Missing<T>()
        => typeof(T) == typeof(float) ? (T)(object)float.NaN : typeof(T) == typeof(double) ? (T)(object)double.NaN : default;

    public static bool IsMissing<T>(T value) => value switch
    {
        ReadOnlyMemory<char> text => text.IsEmpty,
        float number => float.IsNaN(number),
        double number => double.IsNaN(number),
        _ => false,
    };

    // The same for a boxed scalar or vector.
    public static bool HasMissing(object value) => value switch
    {
        VBuffer<float> vector => vector.GetValues().ContainsAnyExceptInRange(float.NegativeInfinity, float.PositiveInfinity),
        VBuffer<double> vector => vector.GetValues().ContainsAnyExceptInRange(double.NegativeInfinity, double.PositiveInfinity),
        _ => value is float or double && IsMissing(value),
    };

    public static Delegate Mapped<TSource, TTarget>(DataViewRow row, DataViewSchema.Column column, Func<TSource, TTarget> map)
    {
        if (column.Type is not VectorDataViewType)
        {
            var getter = row.GetGetter<TSource>(column);
            TSource source = default;
            return (ValueGetter<TTarget>)((ref TTarget value) =>
            {
                getter(ref source);
                value = map(source);
            });
        }
        var getVector = row.GetGetter<VBuffer<TSource>>(column);
        VBuffer<TSource> sources = default;
        return (ValueGetter<VBuffer<TTarget>>)((ref VBuffer<TTarget> value) =>
        {
            getVector(ref sources);
            var editor = VBufferEditor.Create(ref value, sources.Length);
            int i = 0;
            foreach (var item in sources.DenseValues())
                editor.Values[i++] = map(item);
            value = editor.Commit();
        });
    }

    // Null where there is no such conversion: signed and unsigned whole numbers do not meet, real ones do not become whole.
    public static Func<TSource, TTarget> OrNull<TSource, TTarget>()
    {
        if (typeof(TSource) == typeof(TTarget))
            return (Func<TSource, TTarget>)(object)(Func<TSource, TSource>)(value => value);
        var (from, to) = (FamilyOf(typeof(TSource)), FamilyOf(typeof(TTarget)));
        if (from == Family.None || to == Family.None)
            return null;
        if (to == Family.Text)
            return value => (TTarget)(object)Text(value).AsMemory();
        if (from == Family.Text)
            return value => Parse<TTarget>(((ReadOnlyMemory<char>)(object)value).Span);
        bool exists = from == to || to is Family.Real or Family.Boolean || (from == Family.Boolean && to == Family.Signed);
        return exists ? value => Number<TSource, TTarget>(value) : null;
    }

    // Narrowing keeps the low bits.
    private static TTarget Number<TSource, TTarget>(TSource value)
    {
        ulong Bits() => value is ulong large ? large : unchecked((ulong)Convert.ToInt64(value));
        object target = Type.GetTypeCode(typeof(TTarget)) switch
        {
            TypeCode.Boolean => Convert.ToBoolean(value),
            TypeCode.Single => Convert.ToSingle(value),
            TypeCode.Double => Convert.ToDouble(value),
            TypeCode.SByte => unchecked((sbyte)Bits()),
            TypeCode.Byte => unchecked((byte)Bits()),
            TypeCode.Int16 => unchecked((short)Bits()),
            TypeCode.UInt16 => unchecked((ushort)Bits()),
            TypeCode.Int32 => unchecked((int)Bits()),
            TypeCode.UInt32 => unchecked((uint)Bits()),
            TypeCode.Int64 => unchecked((long)Bits()),
            _ => Bits(),
        };
        return (TTarget)target;
    }

    // Empty text is zero. Real numbers may have space behind, but not before; what else does not parse is NaN, or for whole
    // numbers an error.
    private static TTarget Parse<TTarget>(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
            return default;
        object value = Type.GetTypeCode(typeof(TTarget)) switch
        {
            TypeCode.Boolean => text.ToString().ToUpperInvariant() is "T" or "TRUE" or "Y" or "YES" or "1" or "+" or "+1",
            TypeCode.Single => (float)Real(text),
            TypeCode.Double => Real(text),
            _ => Whole<TTarget>(text),
        };
        return (TTarget)value;
    }

    private static double Real(ReadOnlySpan<char> text)
    {
        const NumberStyles style = NumberStyles.Float & ~NumberStyles.AllowLeadingWhite;
        if (text.IsWhiteSpace())
            return 0;
        return double.TryParse(text, style, CultureInfo.InvariantCulture, out double value) ? value : double.NaN;
    }

    private static TTarget Whole<TTarget>(ReadOnlySpan<char> text)
    {
        try
        {
            var number = decimal.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            return (TTarget)Convert.ChangeType(number, typeof(TTarget), CultureInfo.InvariantCulture);
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            throw Contracts.Except($"Value could not be parsed from text to {typeof(TTarget).Name}.");
        }
    }

    private static string Text<T>(T value) => value switch
    {
        ReadOnlyMemory<char> text => text.ToString(),
        float number => number.ToString("G7", CultureInfo.InvariantCulture),
        double number => number.ToString("G17", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    private static Family FamilyOf(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.SByte or TypeCode.Int16 or TypeCode.Int32 or TypeCode.Int64 => Family.Signed,
        TypeCode.Byte or TypeCode.UInt16 or TypeCode.UInt32 or TypeCode.UInt64 => Family.Unsigned,
        TypeCode.Single or TypeCode.Double => Family.Real,
        TypeCode.Boolean => Family.Boolean,
        _ => type == typeof(ReadOnlyMemory<char>) ? Family.Text : Family.None,
    };

    private enum Family
    {
        None,
        Signed,
        Unsigned,
        Real,
        Boolean,
        Text,
    }
}
