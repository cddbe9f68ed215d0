using System.Text;

namespace Microsoft.ML.Data;

// A confusion matrix as text: truth in rows, predictions in columns. Names too long for a column become numbers in the head.
internal static class ConfusionTable
{
    public static string Format(ConfusionMatrix matrix, string[] names)
    {
        int width = names.Length == 2 ? 8 : 5;
        int longest = names.Max(n => n.Length);
        bool numbered = longest > width;
        int digits = (names.Length - 1).ToString().Length;
        int margin = Math.Max("PREDICTED".Length, numbered ? longest + digits + 2 : longest);
        string Margin(string text) => text.PadRight(margin) + " ||";
        string Row(int i) => numbered
            ? $"{i.ToString().PadLeft(digits)}. {names[i].PadLeft(margin - digits - 2)} ||" : $"{names[i].PadLeft(margin)} ||";
        string rule = new('=', names.Length * (names.Length > 2 ? 8 : 11));

        var text = new StringBuilder().AppendLine().AppendLine("Confusion table");
        text.AppendLine(Margin("") + rule);
        text.Append(Margin("PREDICTED"));
        for (int i = 0; i < names.Length; i++)
            text.Append($" {(numbered ? i.ToString() : names[i]).PadLeft(width)} |");
        text.AppendLine(" Recall").AppendLine(Margin("TRUTH") + rule);
        for (int i = 0; i < names.Length; i++)
        {
            text.Append(Row(i));
            foreach (double count in matrix.Counts[i])
                text.Append($" {count.ToString("N0").PadLeft(width)} |");
            text.AppendLine($" {matrix.PerClassRecall[i].ToString("F4").PadLeft(5)}");
        }
        text.AppendLine(Margin("") + rule).Append(Margin("Precision"));
        foreach (double precision in matrix.PerClassPrecision)
            text.Append($"{precision.ToString("N4").PadLeft(width + 1)} |");
        return text.AppendLine().ToString();
    }
}
