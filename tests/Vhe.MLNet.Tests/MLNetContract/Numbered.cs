namespace Vhe.MLNet.Tests.MLNetContract;

/// <summary>The row class of these tests.</summary>
internal sealed class Numbered
{
    public string Name { get; set; } = "";

    public float Number { get; set; }

    [VectorType(3)]
    public float[] Vector { get; set; } = [0, 0, 0];

    public static Numbered[] Rows(int count)
        => [.. Enumerable.Range(0, count).Select(i => new Numbered { Name = $"n{i}", Number = i, Vector = [i, -i, i / 3f] })];
}
