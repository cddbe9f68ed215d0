using Vhe.MLNet.Columns;
using Vhe.MLNet.Persistence;
using Vhe.Networks;

namespace Vhe.MLNet.Generation;

/// <summary>What to draw for each row.</summary>
/// <param name="OutputColumnName">The column of images.</param>
/// <param name="Count">How many images, 1 to <see cref="MaxCount"/>.</param>
/// <param name="Temperature">Divides the logits of every pixel.</param>
/// <param name="Seed">Seeds the noise of every row.</param>
internal sealed record GenerationSettings(string OutputColumnName, int Count, double Temperature, long Seed)
{
    /// <summary>The most images that a row can have.</summary>
    public const int MaxCount = 64;

    private const double LeastTemperature = 0.01;
    private const double GreatestTemperature = 100;

    /// <summary>Whether a saved one is whole.</summary>
    /// <returns>True if it is.</returns>
    public bool IsWhole()
        => OutputColumnName is not null && Count is >= 1 and <= MaxCount
            && Temperature is >= LeastTemperature and <= GreatestTemperature;

    /// <summary>Checks what the user chose.</summary>
    /// <param name="shape">The shape of an image.</param>
    /// <exception cref="ArgumentException">A name is empty, a number out of range, or the column would be too long.</exception>
    public void Validate(ImageShape shape)
    {
        InputColumn.CheckName(OutputColumnName, nameof(OutputColumnName));
        OptionRange.Check(nameof(Count), Count, 1, MaxCount);
        OptionRange.Check(nameof(Temperature), Temperature, LeastTemperature, GreatestTemperature);
        if (Length(shape) > KnownSizeVector.MaxLength)
        {
            throw new ArgumentException(
                $"{nameof(Count)} = {Count} images of {shape} make a column of {Length(shape)} values; it holds at most "
                + $"{KnownSizeVector.MaxLength}.");
        }
    }

    /// <summary>The size of the column's vectors.</summary>
    /// <param name="shape">The shape of an image.</param>
    /// <returns>Images x channels x height x width.</returns>
    public int Length(ImageShape shape) => Count * shape.Length;
}
