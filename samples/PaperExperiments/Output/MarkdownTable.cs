namespace PaperExperiments.Output;

/// <summary>Markdown tables.</summary>
internal static class MarkdownTable
{
    /// <summary>Writes a table.</summary>
    public static string Of(IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows) => string.Join(
        '\n',
        rows.Select(Row).Prepend(Row([.. header.Select(_ => "---")])).Prepend(Row(header)));

    private static string Row(IReadOnlyList<string> cells) => $"| {string.Join(" | ", cells.Select(cell => cell.Replace("|", "\\|")))} |";
}
