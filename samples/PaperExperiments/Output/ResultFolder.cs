using System.Globalization;
using CsvHelper;

namespace PaperExperiments.Output;

/// <summary>The files of one experiment: name.csv, name.svg or name.png, name.md.</summary>
/// <param name="folder">Where they go; made where it is not there.</param>
/// <param name="name">The experiment.</param>
internal sealed class ResultFolder(string folder, string name)
{
    /// <summary>The path of the file with an extension.</summary>
    public string Path(string extension) => System.IO.Path.Combine(Directory.CreateDirectory(folder).FullName, $"{name}.{extension}");

    /// <summary>Writes the numbers.</summary>
    public void WriteCsv<T>(IEnumerable<T> results)
    {
        using var text = new StreamWriter(Path("csv")) { NewLine = "\n" };
        using var csv = new CsvWriter(text, CultureInfo.InvariantCulture);
        csv.WriteRecords(results);
    }

    /// <summary>Writes a chart.</summary>
    public void WriteSvg(PanelGrid grid) => File.WriteAllText(Path("svg"), grid.ToSvg());

    /// <summary>Writes the report, paragraphs under the experiment's title.</summary>
    public void WriteMarkdown(IEnumerable<string> paragraphs)
        => File.WriteAllText(Path("md"), string.Join("\n\n", paragraphs.Prepend($"# {name}")) + "\n");
}
