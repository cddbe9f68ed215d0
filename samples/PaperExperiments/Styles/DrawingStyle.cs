using Vhe.Networks;

namespace PaperExperiments.Styles;

/// <summary>A style of section 4.3: the color of the ink and the stroke of the pen, on white paper.</summary>
/// <param name="Cyan">Ink that takes away red, 0 to 1: 1 less the red of the color.</param>
/// <param name="Magenta">Ink that takes away green, 0 to 1.</param>
/// <param name="Yellow">Ink that takes away blue, 0 to 1.</param>
/// <param name="Pen">The stroke.</param>
internal sealed record DrawingStyle(float Cyan, float Magenta, float Yellow, PenStroke Pen)
{
    private const int Pens = 4;

    /// <summary>Draws styles at random: hues from all around the circle, full or somewhat gray, bright or dark, but never so
    /// bright as to vanish on paper; each pen equally often.</summary>
    public static IReadOnlyList<DrawingStyle> Draw(int count, long seed)
    {
        OptionRange.Check(nameof(count), count, 1);
        var random = new Random(unchecked((int)seed));
        int[] pens = [.. Enumerable.Range(0, count).Select(i => i % Pens)];
        random.Shuffle(pens);
        return [.. pens.Select((pen, i) => FromColor(
            hue: (i + random.NextDouble()) / count,
            saturation: 0.6 + (0.4 * random.NextDouble()),
            value: 0.3 + (0.6 * random.NextDouble()),
            (PenStroke)pen))];
    }

    /// <summary>Redraws a gray image in this style.</summary>
    public float[] Apply(float[] gray, int height, int width)
    {
        var stroke = PenShape.Draw(gray, height, width, Pen);
        return [.. new[] { Cyan, Magenta, Yellow }.SelectMany(amount => stroke.Select(ink => ink * amount))];
    }

    private static DrawingStyle FromColor(double hue, double saturation, double value, PenStroke pen)
    {
        return new DrawingStyle(1 - Light(0), 1 - Light(1.0 / 3), 1 - Light(2.0 / 3), pen);

        // Each of red, green and blue is full for a third of the circle around its own place, and gone for the opposite third.
        float Light(double place)
        {
            var distance = Math.Abs(hue - place);
            var away = 6 * Math.Min(distance, 1 - distance);
            return (float)(value * (1 - (saturation * Math.Clamp(away - 1, 0, 1))));
        }
    }
}
