using System.Diagnostics;
using System.Xml.Linq;

namespace PaperExperiments.Tests;

/// <summary>Every command as a user runs it, with networks and budgets so small that they show nothing but that it works.</summary>
internal sealed class CommandTests
{
    private static readonly string[] Glyphs =
        [.. Directory.GetDirectories(Path.Combine(AppContext.BaseDirectory, "glyphs")).Order(StringComparer.Ordinal)];
    private static readonly string[] Tables = ["fig3", "fig9", "table1", "table2", "table3", "table4", "tightened"];
    private static readonly string[] Pictures =
    [
        "fig5", "fig6-deconvolutional-neural-statistician", "fig6-deconvolutional-resample-only", "fig6-deconvolutional-rescale-only",
        "fig6-deconvolutional-vhe", "fig6-pixelcnn-neural-statistician", "fig6-pixelcnn-resample-only", "fig6-pixelcnn-rescale-only",
        "fig6-pixelcnn-vhe", "fig7-characters", "fig7-alphabets", "fig8", "fig10-alphabets", "silhouettes-1-shot", "silhouettes-5-shot",
    ];

    private string _root = null!;

    [OneTimeSetUp]
    public void RunAll()
    {
        _root = Directory.CreateTempSubdirectory("paper-").FullName;
        Link("background", Glyphs[..2]);
        Link("evaluation", Glyphs[2..4]);
        Link("silhouettes", [.. Directory.GetDirectories(Glyphs[4])]);
        var (code, output) = Run("all", Folders());
        Assert.That(code, Is.Zero, output);
    }

    [OneTimeTearDown]
    public void Delete() => Directory.Delete(_root, recursive: true);

    [TestCaseSource(nameof(Tables))]
    public void A_table_has_its_numbers_and_its_text(string name)
    {
        var lines = File.ReadAllLines(Result($"{name}.csv"));

        Assert.That(lines, Has.Length.GreaterThan(1));
        Assert.That(lines.Select(line => line.Count(character => character == ',')).Distinct().Count(), Is.EqualTo(1));
        Assert.That(string.Concat(lines), Does.Not.Contain("NaN").And.Not.Contain("Infinity"));
        Assert.That(File.ReadAllText(Result($"{name}.md")), Does.StartWith($"# {name}").And.Contain("| --- |"));
    }

    [TestCase("fig3", 5 * 2)]
    [TestCase("fig9", 5 * 4)]
    public void A_chart_has_a_line_for_each_family_and_objective_in_each_row(string name, int linesOfRow)
    {
        XNamespace svg = "http://www.w3.org/2000/svg";

        var chart = XDocument.Load(Result($"{name}.svg"));

        Assert.That(chart.Root!.Elements(svg + "g").Count(), Is.EqualTo(20), "panels");
        Assert.That(File.ReadAllLines(Result($"{name}.csv")), Has.Length.EqualTo(1 + (linesOfRow * 6)));
    }

    [TestCaseSource(nameof(Pictures))]
    public void A_picture_is_a_PNG_that_its_text_shows(string name)
    {
        Assert.That(File.ReadAllBytes(Result($"{name}.png"))[..4], Is.EqualTo(new byte[] { 0x89, (byte)'P', (byte)'N', (byte)'G' }));
        Assert.That(File.ReadAllText(Result($"{name.Split('-')[0]}.md")), Does.Contain($"({name}.png)"));
    }

    [Test]
    public void Trained_models_are_found_again_and_give_the_same_numbers()
    {
        var before = File.ReadAllText(Result("table4.csv"));

        var (code, output) = Run("table4", Folders());

        Assert.That(code, Is.Zero, output);
        Assert.That(File.ReadAllText(Result("table4.csv")), Is.EqualTo(before));
        Assert.That(output, Does.Not.Contain(": step "), "no step is reported: none is taken");
    }

    [TestCase("fig3", "fig3.csv, fig3.md, fig3.svg")]
    [TestCase("fig9", "fig9.csv, fig9.md, fig9.svg")]
    [TestCase("table1", "table1.csv, table1.md")]
    [TestCase("table2", "table2.csv, table2.md")]
    [TestCase("table3", "table3.csv, table3.md")]
    [TestCase("table4", "table4.csv, table4.md")]
    [TestCase("tightened", "tightened.csv, tightened.md")]
    [TestCase("fig5", "fig5.md, fig5.png")]
    [TestCase("fig7", "fig7-alphabets.png, fig7-characters.png, fig7.md")]
    [TestCase("fig8", "fig8.md, fig8.png")]
    [TestCase("fig10", "fig10-alphabets.png, fig10.md")]
    [TestCase("silhouettes", "silhouettes-1-shot.png, silhouettes-5-shot.png, silhouettes.md")]
    public void A_command_writes_its_own_files(string command, string expected)
    {
        var (code, output) = Run(command, Folders(("--out", Path.Combine(_root, command))));

        Assert.That(code, Is.Zero, output);
        Assert.That(
            Directory.GetFiles(Path.Combine(_root, command)).Select(Path.GetFileName).Order(StringComparer.Ordinal),
            Is.EqualTo(expected.Split(", ")));
    }

    [Test]
    public void One_architecture_alone_can_be_asked_for()
    {
        var (code, output) = Run("table1", Folders(("--out", Path.Combine(_root, "one")), ("--architecture", "PixelCNN")));

        Assert.That(code, Is.Zero, output);
        var all = File.ReadAllLines(Result("table1.csv"));
        Assert.That(File.ReadAllLines(Path.Combine(_root, "one", "table1.csv")), Is.EqualTo((string[])[all[0], .. all[5..]]));
    }

    [TestCase("--seed", "5")]
    [TestCase("--background", "evaluation")]
    public void A_model_of_another_seed_or_other_images_is_trained_anew(string option, string value)
    {
        var argument = option == "--seed" ? value : Path.Combine(_root, value);

        var (code, output) = Run("table4", Folders(("--out", Path.Combine(_root, "other")), (option, argument)));

        Assert.That(code, Is.Zero, output);
        Assert.That(output, Does.Contain(": step 2"));
    }

    [TestCase("table1", "--background")]
    [TestCase("silhouettes", "--silhouettes")]
    [TestCase("all", "--background")]
    public void A_missing_folder_is_named_and_nothing_is_trained(string command, string option)
    {
        var work = Path.Combine(_root, "untouched");

        var (code, output) = Run(command, ["--work", work, "--out", work]);

        Assert.That(code, Is.EqualTo(1));
        Assert.That(output, Does.Contain(option));
        Assert.That(Directory.Exists(work), Is.False);
    }

    [Test]
    public void A_folder_that_is_not_there_is_named()
    {
        var (code, output) = Run("table1", Folders(("--evaluation", Path.Combine(_root, "nowhere"))));

        Assert.That(code, Is.EqualTo(1));
        Assert.That(output, Does.Contain("--evaluation").And.Contain("nowhere"));
    }

    [TestCase("--episodes", "1")]
    [TestCase("--class-samples", "0")]
    [TestCase("--classes", "1")]
    [TestCase("--runs", "0")]
    [TestCase("--joint-classes", "1")]
    [TestCase("--channels", "300")]
    [TestCase("--class-samples", "20000")]
    [TestCase("--minutes", "1e300")]
    [TestCase("--minutes", "0")]
    [TestCase("--threads", "0")]
    [TestCase("--steps", "0")]
    [TestCase("--rule", "Bidirectional")]
    [TestCase("--episodes", "many")]
    [TestCase("--architecture", "Transformer")]
    public void An_option_out_of_its_range_is_refused_before_anything_is_done(string option, string value)
    {
        var work = Path.Combine(_root, "untouched");

        var (code, output) = Run("all", Folders(("--work", work), ("--out", work), (option, value)));

        Assert.That(code, Is.EqualTo(1));
        Assert.That(output, Does.Contain(option).And.Contain(value).And.Not.Contain("   at "));
        Assert.That(Directory.Exists(work), Is.False);
    }

    private string Result(string file) => Path.Combine(_root, "out", file);

    /// <summary>The options of all commands, some of them with other values.</summary>
    private string[] Folders(params (string Option, string Value)[] others)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        string[] folders = ["background", "evaluation", "silhouettes", "work", "out"];
        (string, string)[] usual =
        [
            .. folders.Select(folder => ($"--{folder}", Path.Combine(_root, folder))), ("--steps", "2"), ("--runs", "1"), ("--classes", "3"),
            ("--episodes", "2"), ("--joint-classes", "2"), ("--class-samples", "2"), ("--threads", "1"),
        ];
        foreach (var (option, value) in usual.Concat(others))
            options[option] = value;

        return [.. options.SelectMany(option => (string[])[option.Key, option.Value])];
    }

    private void Link(string name, string[] folders)
    {
        var parent = Directory.CreateDirectory(Path.Combine(_root, name)).FullName;
        foreach (var file in folders.SelectMany(folder => Directory.GetFiles(folder, "*.png", SearchOption.AllDirectories)))
        {
            var target = Path.Combine(parent, Path.GetRelativePath(Directory.GetParent(folders[0])!.FullName, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    private static (int Embedding, string Output) Run(string command, string[] options)
    {
        string[] arguments = [typeof(ExperimentSettings).Assembly.Location, command, "--tiny", .. options];
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.Result);
    }
}
