using Vhe.MLNet.Columns;

namespace Vhe.MLNet.Tests.TestData;

/// <summary>Shorthands to look into views.</summary>
internal static class Views
{
    /// <summary>The values of a column of float vectors.</summary>
    /// <param name="view">The view.</param>
    /// <param name="column">The column's name.</param>
    /// <returns>One array a row.</returns>
    public static List<float[]> Vectors(this IDataView view, string column)
        => view.Read(column, (VBuffer<float> value) => value.DenseValues().ToArray());

    /// <summary>The values of a column. Where ML.NET reads ahead on threads of its own, the error is what they met.</summary>
    /// <typeparam name="T">The type of a value.</typeparam>
    /// <typeparam name="TResult">What is kept of it.</typeparam>
    /// <param name="view">The view.</param>
    /// <param name="column">The column's name.</param>
    /// <param name="keep">Copies what is kept: a vector's memory belongs to the next row.</param>
    /// <returns>One value a row.</returns>
    public static List<TResult> Read<T, TResult>(this IDataView view, string column, Func<T, TResult> keep)
    {
        try
        {
            return [.. view.GetColumn<T>(column).Select(keep)];
        }
        catch (InvalidOperationException e) when (ReadAhead.CauseOf(e) is { } cause)
        {
            throw new InvalidDataException(cause.Message, e);
        }
    }

    /// <summary>The size of a vector column.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="column">The column's name.</param>
    /// <returns>The size; 0 where it is not known.</returns>
    public static int SizeOf(this DataViewSchema schema, string column) => ((VectorDataViewType)schema[column].Type).Size;

    /// <summary>The slot names of a vector column.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="column">The column's name.</param>
    /// <returns>The names.</returns>
    public static string[] SlotNamesOf(this DataViewSchema schema, string column)
    {
        VBuffer<ReadOnlyMemory<char>> names = default;
        schema[column].GetSlotNames(ref names);
        return [.. names.DenseValues().Select(name => name.ToString())];
    }

    /// <summary>The key values of a key column.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="column">The column's name.</param>
    /// <returns>The names.</returns>
    public static string[] KeyValuesOf(this DataViewSchema schema, string column)
    {
        VBuffer<ReadOnlyMemory<char>> names = default;
        schema[column].GetKeyValues(ref names);
        return [.. names.DenseValues().Select(name => name.ToString())];
    }

    /// <summary>The names of the columns that can be seen.</summary>
    /// <param name="schema">The schema.</param>
    /// <returns>The names, in order.</returns>
    public static string[] VisibleNames(this DataViewSchema schema)
        => [.. schema.Where(column => !column.IsHidden).Select(column => column.Name)];
}
