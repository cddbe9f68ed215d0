using Microsoft.ML;
using Microsoft.ML.Data;

namespace Vhe.MLNet.Persistence;

/// <summary>
/// The output row of a mapping that gives a float vector of any size N. ML.NET rebuilds a saved mapping from the attributes of
/// its row class alone, where the size of a vector is a constant. So there is one column for each power of two, the vector is cut
/// into the powers that N is the sum of, and a Concatenate, which knows the sizes, joins them to a vector of known size.
/// </summary>
/// <remarks>The columns that N does not use are never read.</remarks>
internal sealed class KnownSizeVector
{
    /// <summary>The longest vector: the sum of all powers.</summary>
    public const int MaxLength = (1 << Powers) - 1;

    private const int Powers = 20;
    private const string Prefix = "Vhe.Part.";

    /// <summary>The part of 2^0 values.</summary>
    [ColumnName(Prefix + "0")]
    [VectorType(1 << 0)]
    public float[]? Part0 { get; set; }

    /// <summary>The part of 2^1 values.</summary>
    [ColumnName(Prefix + "1")]
    [VectorType(1 << 1)]
    public float[]? Part1 { get; set; }

    /// <summary>The part of 2^2 values.</summary>
    [ColumnName(Prefix + "2")]
    [VectorType(1 << 2)]
    public float[]? Part2 { get; set; }

    /// <summary>The part of 2^3 values.</summary>
    [ColumnName(Prefix + "3")]
    [VectorType(1 << 3)]
    public float[]? Part3 { get; set; }

    /// <summary>The part of 2^4 values.</summary>
    [ColumnName(Prefix + "4")]
    [VectorType(1 << 4)]
    public float[]? Part4 { get; set; }

    /// <summary>The part of 2^5 values.</summary>
    [ColumnName(Prefix + "5")]
    [VectorType(1 << 5)]
    public float[]? Part5 { get; set; }

    /// <summary>The part of 2^6 values.</summary>
    [ColumnName(Prefix + "6")]
    [VectorType(1 << 6)]
    public float[]? Part6 { get; set; }

    /// <summary>The part of 2^7 values.</summary>
    [ColumnName(Prefix + "7")]
    [VectorType(1 << 7)]
    public float[]? Part7 { get; set; }

    /// <summary>The part of 2^8 values.</summary>
    [ColumnName(Prefix + "8")]
    [VectorType(1 << 8)]
    public float[]? Part8 { get; set; }

    /// <summary>The part of 2^9 values.</summary>
    [ColumnName(Prefix + "9")]
    [VectorType(1 << 9)]
    public float[]? Part9 { get; set; }

    /// <summary>The part of 2^10 values.</summary>
    [ColumnName(Prefix + "10")]
    [VectorType(1 << 10)]
    public float[]? Part10 { get; set; }

    /// <summary>The part of 2^11 values.</summary>
    [ColumnName(Prefix + "11")]
    [VectorType(1 << 11)]
    public float[]? Part11 { get; set; }

    /// <summary>The part of 2^12 values.</summary>
    [ColumnName(Prefix + "12")]
    [VectorType(1 << 12)]
    public float[]? Part12 { get; set; }

    /// <summary>The part of 2^13 values.</summary>
    [ColumnName(Prefix + "13")]
    [VectorType(1 << 13)]
    public float[]? Part13 { get; set; }

    /// <summary>The part of 2^14 values.</summary>
    [ColumnName(Prefix + "14")]
    [VectorType(1 << 14)]
    public float[]? Part14 { get; set; }

    /// <summary>The part of 2^15 values.</summary>
    [ColumnName(Prefix + "15")]
    [VectorType(1 << 15)]
    public float[]? Part15 { get; set; }

    /// <summary>The part of 2^16 values.</summary>
    [ColumnName(Prefix + "16")]
    [VectorType(1 << 16)]
    public float[]? Part16 { get; set; }

    /// <summary>The part of 2^17 values.</summary>
    [ColumnName(Prefix + "17")]
    [VectorType(1 << 17)]
    public float[]? Part17 { get; set; }

    /// <summary>The part of 2^18 values.</summary>
    [ColumnName(Prefix + "18")]
    [VectorType(1 << 18)]
    public float[]? Part18 { get; set; }

    /// <summary>The part of 2^19 values.</summary>
    [ColumnName(Prefix + "19")]
    [VectorType(1 << 19)]
    public float[]? Part19 { get; set; }

    /// <summary>All columns of this row class.</summary>
    private static string[] AllColumns { get; } = [.. Enumerable.Range(0, Powers).Select(power => Prefix + power)];

    /// <summary>The columns that join to a vector of a size, in their order: the greatest power first.</summary>
    /// <param name="length">The size, 1 to <see cref="MaxLength"/>.</param>
    /// <returns>The names of the columns.</returns>
    private static string[] ColumnsOf(int length)
        => [.. Enumerable.Range(0, Powers).Reverse().Where(power => (length >> power & 1) == 1).Select(power => Prefix + power)];

    /// <summary>The transforms that join the columns to one vector and drop them.</summary>
    /// <param name="catalog">Makes the transforms.</param>
    /// <param name="name">The name of the vector's column.</param>
    /// <param name="length">The size of the vector.</param>
    /// <returns>The estimators, in order.</returns>
    public static IEstimator<ITransformer>[] Join(TransformsCatalog catalog, string name, int length)
        => [catalog.Concatenate(name, ColumnsOf(length)), catalog.DropColumns(AllColumns)];

    /// <summary>What a schema shape becomes by a mapping to this row class and a <see cref="Join"/>.</summary>
    /// <param name="shape">The shape before.</param>
    /// <param name="catalog">Makes the transforms.</param>
    /// <param name="name">The name of the vector's column.</param>
    /// <param name="length">The size of the vector.</param>
    /// <returns>The shape after.</returns>
    public static SchemaShape AddTo(SchemaShape shape, TransformsCatalog catalog, string name, int length)
    {
        var mapped = catalog.CustomMapping<NoColumns, KnownSizeVector>((_, _) => { }, contractName: null).GetOutputSchema(shape);
        return Join(catalog, name, length).Aggregate(mapped, (current, step) => step.GetOutputSchema(current));
    }

    /// <summary>Cuts a vector into the columns of <see cref="ColumnsOf"/>.</summary>
    /// <param name="vector">The vector.</param>
    public void Set(ReadOnlySpan<float> vector)
    {
        var start = 0;
        for (var power = Powers - 1; power >= 0; power--)
        {
            if ((vector.Length >> power & 1) == 1)
            {
                SetPart(power, vector.Slice(start, 1 << power).ToArray());
                start += 1 << power;
            }
        }
    }

    private float[] SetPart(int power, float[] part)
        => power switch
        {
            0 => Part0 = part,
            1 => Part1 = part,
            2 => Part2 = part,
            3 => Part3 = part,
            4 => Part4 = part,
            5 => Part5 = part,
            6 => Part6 = part,
            7 => Part7 = part,
            8 => Part8 = part,
            9 => Part9 = part,
            10 => Part10 = part,
            11 => Part11 = part,
            12 => Part12 = part,
            13 => Part13 = part,
            14 => Part14 = part,
            15 => Part15 = part,
            16 => Part16 = part,
            17 => Part17 = part,
            18 => Part18 = part,
            19 => Part19 = part,
            _ => throw new ArgumentOutOfRangeException(nameof(power)),
        };
}
