namespace Vhe.MLNet.Tests.MLNetContract;

internal sealed class ConvertTypeTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [Test]
    public void Text_becomes_a_number_or_none()
    {
        var texts = new[] { "1.5", "-2e3", "", "1.5  ", "  1.5", "x", "NaN" };

        Assert.That(
            Convert<string,
            float>(texts, DataKind.Single),
            Is.EqualTo(new[] { 1.5f, -2000, 0, 1.5f, float.NaN, float.NaN, float.NaN }));
        Assert.That(
            Convert<string,
            double>(texts, DataKind.Double),
            Is.EqualTo(new[] { 1.5, -2000, 0, 1.5, double.NaN, double.NaN, double.NaN }));
        Assert.That(Convert<string, int>(["12", "-3", ""], DataKind.Int32), Is.EqualTo(new[] { 12, -3, 0 }));
        Assert.That(() => Convert<string, int>(["x"], DataKind.Int32), Throws.InvalidOperationException);
        Assert.That(
            Convert<string,
            bool>(["true", "0", "+1", "NO", "1", ""], DataKind.Boolean),
            Is.EqualTo(new[] { true, false, true, false, true, false }));
    }

    [Test]
    public void Numbers_become_text_and_other_numbers()
    {
        Assert.That(Convert<float, string>([0.1f, -2, 1e20f], DataKind.String), Is.EqualTo(new[] { "0.1", "-2", "1E+20" }));
        Assert.That(Convert<int, sbyte>([300, -1], DataKind.SByte), Is.EqualTo(new sbyte[] { 44, -1 }));
        Assert.That(
            () => Convert<int,
            byte>([1], DataKind.Byte),
            Throws.InstanceOf<ArgumentOutOfRangeException>(),
            "signed to unsigned");
        Assert.That(
            () => Convert<float,
            int>([1], DataKind.Int32),
            Throws.InstanceOf<ArgumentOutOfRangeException>(),
            "real to whole");
        Assert.That(Convert<bool, float>([true, false], DataKind.Single), Is.EqualTo(new[] { 1f, 0 }));
        Assert.That(Convert<bool, string>([true, false], DataKind.String), Is.EqualTo(new[] { "True", "False" }));
        Assert.That(Convert<ulong, double>([ulong.MaxValue], DataKind.Double), Is.EqualTo(new double[] { ulong.MaxValue }));
    }

    private TTarget[] Convert<TSource, TTarget>(TSource[] values, DataKind kind)
    {
        var data = _mlContext.Data.LoadFromEnumerable(values.Select(value => new Cell<TSource> { Value = value }).ToList());
        var view = _mlContext.Transforms.Conversion.ConvertType("Out", "Value", kind).Fit(data).Transform(data);
        return [.. view.GetColumn<TTarget>("Out")];
    }

    private sealed class Cell<T>
    {
        public T? Value { get; set; }
    }
}
