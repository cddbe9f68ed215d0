using Vhe.MLNet.Rows;

namespace Vhe.MLNet.Tests.Rows;

internal sealed class OutputRowTests
{
    [FsCheck.NUnit.Property]
    public void A_vector_is_cut_into_powers_and_joined_in_order(int seed)
    {
        var random = new Random(seed);
        var vector = Enumerable.Range(0, random.Next(1, 5000)).Select(_ => random.NextSingle()).ToArray();

        Assert.That(Joined(vector), Is.EqualTo(vector));
    }

    [Test]
    public void The_longest_vector_uses_every_power()
    {
        var vector = new float[OutputRow.MaxLength];
        vector[0] = 1;

        Assert.That(OutputRow.PartsOf(vector.Length), Has.Length.EqualTo(20));
        Assert.That(Joined(vector), Is.EqualTo(vector));
    }

    private static IEnumerable<float> Joined(float[] vector)
    {
        var row = new OutputRow();
        row.SetVector(vector);
        return OutputRow.PartsOf(vector.Length).SelectMany(name => (float[])typeof(OutputRow).GetProperty(name)!.GetValue(row)!);
    }
}
