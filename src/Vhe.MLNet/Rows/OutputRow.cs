namespace Vhe.MLNet.Rows;

/// <summary>
/// What every mapping of this package gives, before <see cref="OutputColumns"/> makes the user's columns of it: a vector, three
/// numbers, a class index, a truth value and a text. A mapping sets what it has; columns that nobody reads cost nothing.
/// </summary>
/// <remarks>
/// ML.NET rebuilds a saved mapping from the attributes of its row class alone, where the size of a vector is a constant. So there
/// is one column for each power of two, the vector is cut into the powers that its length is the sum of, and a Concatenate, which
/// knows the sizes, joins them to a vector of known size.
/// </remarks>
internal sealed class OutputRow
{
    /// <summary>The longest vector: the sum of all powers.</summary>
    public const int MaxLength = (1 << Powers) - 1;

    private const int Powers = 20;
    private readonly float[]?[] _parts = new float[Powers][];

    [VectorType(1 << 0)] public float[]? VhePart0 { get => _parts[0]; set => _parts[0] = value; }
    [VectorType(1 << 1)] public float[]? VhePart1 { get => _parts[1]; set => _parts[1] = value; }
    [VectorType(1 << 2)] public float[]? VhePart2 { get => _parts[2]; set => _parts[2] = value; }
    [VectorType(1 << 3)] public float[]? VhePart3 { get => _parts[3]; set => _parts[3] = value; }
    [VectorType(1 << 4)] public float[]? VhePart4 { get => _parts[4]; set => _parts[4] = value; }
    [VectorType(1 << 5)] public float[]? VhePart5 { get => _parts[5]; set => _parts[5] = value; }
    [VectorType(1 << 6)] public float[]? VhePart6 { get => _parts[6]; set => _parts[6] = value; }
    [VectorType(1 << 7)] public float[]? VhePart7 { get => _parts[7]; set => _parts[7] = value; }
    [VectorType(1 << 8)] public float[]? VhePart8 { get => _parts[8]; set => _parts[8] = value; }
    [VectorType(1 << 9)] public float[]? VhePart9 { get => _parts[9]; set => _parts[9] = value; }
    [VectorType(1 << 10)] public float[]? VhePart10 { get => _parts[10]; set => _parts[10] = value; }
    [VectorType(1 << 11)] public float[]? VhePart11 { get => _parts[11]; set => _parts[11] = value; }
    [VectorType(1 << 12)] public float[]? VhePart12 { get => _parts[12]; set => _parts[12] = value; }
    [VectorType(1 << 13)] public float[]? VhePart13 { get => _parts[13]; set => _parts[13] = value; }
    [VectorType(1 << 14)] public float[]? VhePart14 { get => _parts[14]; set => _parts[14] = value; }
    [VectorType(1 << 15)] public float[]? VhePart15 { get => _parts[15]; set => _parts[15] = value; }
    [VectorType(1 << 16)] public float[]? VhePart16 { get => _parts[16]; set => _parts[16] = value; }
    [VectorType(1 << 17)] public float[]? VhePart17 { get => _parts[17]; set => _parts[17] = value; }
    [VectorType(1 << 18)] public float[]? VhePart18 { get => _parts[18]; set => _parts[18] = value; }
    [VectorType(1 << 19)] public float[]? VhePart19 { get => _parts[19]; set => _parts[19] = value; }

    public float VheNumber0 { get; set; }

    public float VheNumber1 { get; set; }

    public float VheNumber2 { get; set; }

    /// <summary>The index of a class, or -1 for none.</summary>
    public int VheIndex { get; set; }

    public bool VheFlag { get; set; }

    public string? VheText { get; set; }

    /// <summary>The names of all columns.</summary>
    public static string[] Columns { get; } = [.. typeof(OutputRow).GetProperties().Where(item => item.CanWrite).Select(item => item.Name)];

    /// <summary>The columns of a vector of a length, 1 to <see cref="MaxLength"/>, in order: the greatest power first.</summary>
    public static string[] PartsOf(int length)
        => [.. Enumerable.Range(0, Powers).Reverse().Where(power => (length >> power & 1) == 1).Select(power => $"VhePart{power}")];

    /// <summary>Cuts a vector into the columns of <see cref="PartsOf"/>.</summary>
    public void SetVector(ReadOnlySpan<float> vector)
    {
        var start = 0;
        for (var power = Powers - 1; power >= 0; power--)
        {
            if ((vector.Length >> power & 1) == 1)
            {
                _parts[power] = vector.Slice(start, 1 << power).ToArray();
                start += 1 << power;
            }
        }
    }
}
