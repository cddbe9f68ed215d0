namespace Vhe.Networks.Tests.TestData;

/// <summary>What an encoder infers where sample dropout hides a part of D.</summary>
internal static class KeptSupport
{
    /// <summary>It is what it infers from the rest alone.</summary>
    public static void Check(Encoder encoder)
    {
        var support = Tensors.Binary(3, 2, 3, 1, 8, 8);

        var q = encoder.Infer(support, tensor(new[] { 1f, 1, 0, 0, 0, 1 }).view(2, 3), []);

        Compare(0, support.narrow(0, 0, 1).narrow(1, 0, 2));
        Compare(1, support.narrow(0, 1, 1).narrow(1, 2, 1));

        void Compare(long group, Tensor kept)
        {
            var expected = encoder.Infer(kept, []);
            Assert.That(q.Mean.select(0, group).Values(), Is.EqualTo(expected.Mean.Values()).Within(1e-4));
            Assert.That(q.LogVariance.select(0, group).Values(), Is.EqualTo(expected.LogVariance.Values()).Within(1e-4));
        }
    }
}
