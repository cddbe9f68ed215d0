using System.Reflection;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

internal static class RowExtensions
{
    public static ValueGetter<TValue> Typed<TValue>(Delegate getter, DataViewSchema.Column column)
        => getter as ValueGetter<TValue> ?? throw Contracts.Except(
            $"Invalid TValue in GetGetter for column '{column.Name}': '{typeof(TValue)}', " +
            $"expected type: '{column.Type.RawType}'.");

    // Calls Target.name<type>(arguments): the one bridge from runtime types to generic code.
    public static TResult CallGeneric<TResult>(this object target, string name, Type type, params object[] arguments)
        => (TResult)Find(target.GetType(), name).MakeGenericMethod(type)
            .Invoke(target, BindingFlags.DoNotWrapExceptions, null, arguments, null);

    public static TResult CallGeneric<TResult>(Type owner, string name, Type[] types, params object[] arguments)
        => (TResult)Find(owner, name).MakeGenericMethod(types)
            .Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null);

    private static MethodInfo Find(Type type, string name)
    {
        const BindingFlags any = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
        for (var owner = type; owner is not null; owner = owner.BaseType)
        {
            if (owner.GetMethods(any).FirstOrDefault(m => m.Name == name && m.IsGenericMethodDefinition) is { } method)
                return method;
        }
        throw new MissingMethodException(type.FullName, name);
    }

    public static Delegate Getter(DataViewRow row, DataViewSchema.Column column)
        => CallGeneric<Delegate>(typeof(RowExtensions), nameof(TypedGetter), [column.Type.RawType], row, column);

    private static ValueGetter<T> TypedGetter<T>(DataViewRow row, DataViewSchema.Column column) => row.GetGetter<T>(column);

    // A getter of unknown type as a function that boxes the row's value into an object of its own.
    public static Func<object> BoxedGetter(this DataViewRow row, DataViewSchema.Column column)
        => CallGeneric<Func<object>>(typeof(RowExtensions), nameof(Boxed), [column.Type.RawType], row, column);

    private static Func<object> Boxed<T>(DataViewRow row, DataViewSchema.Column column)
    {
        var getter = row.GetGetter<T>(column);
        return () =>
        {
            T value = default;
            getter(ref value);
            return value;
        };
    }
}
