using System.Text.RegularExpressions;

namespace Vhe.MLNet.Tests.Readme;

/// <summary>What README.md shows is what compiles here.</summary>
internal sealed partial class ReadmeTests
{
    [Test]
    public void The_snippets_are_those_that_compile()
    {
        var shown = Fenced().Matches(Read("README.md")).Select(match => match.Groups["text"].Value).ToArray();
        var compiled = Marked().Matches(Read("Snippets.cs")).Select(match => Dedent(match.Groups["text"].Value)).ToArray();

        Assert.That(shown, Has.Length.EqualTo(1 + compiled.Length), "the first one is run by the tests of the package");
        Assert.That(shown[1..], Is.EqualTo(compiled));
    }

    [GeneratedRegex("^```csharp\n(?<text>.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fenced();

    [GeneratedRegex("^ *// begin\n(?<text>.*?)^ *// end$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Marked();

    private static string Read(string name)
        => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Readme", name)).ReplaceLineEndings("\n");

    private static string Dedent(string text)
        => string.Join('\n', text.Split('\n').Select(line => line.StartsWith("        ", StringComparison.Ordinal) ? line[8..] : line));
}
