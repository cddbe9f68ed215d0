using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Vhe.MLNet.Tests.Package;

/// <summary>What a new user makes: a console application with the package added by its name, and README's first snippet in it.</summary>
internal sealed partial class NewApplication : IDisposable
{
    private const string Configuration =
#if DEBUG
        "Debug";
#else
        "Release";
#endif

    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _environment;

    /// <summary>Packs the packages, under a version that nobody has, and creates the application.</summary>
    public NewApplication()
    {
        _environment = new(StringComparer.Ordinal)
        {
            // Ours are unpacked into a folder of the test's own; whatever else is wanted is taken from where this build took it.
            ["NUGET_PACKAGES"] = _folder["packages"],
            ["DOTNET_NOLOGO"] = "1",
            ["DOTNET_CLI_UI_LANGUAGE"] = "en",
            ["MSBUILDDISABLENODEREUSE"] = "1",
        };
        Version = $"0.1.0-test.{DateTime.UtcNow.Ticks}";
        foreach (var name in new[] { "Vhe.Networks", "Vhe.MLNet" })
        {
            Dotnet(
                "pack", Path.Combine(Root, "src", name), "-c", Configuration, "--no-build", "-v", "quiet", $"-p:Version={Version}",
                "-o", _folder["feed"]);
        }

        File.WriteAllText(
            _folder["nuget.config"],
            $"""
            <configuration>
              <packageSources><add key="feed" value="{_folder["feed"]}" /></packageSources>
              <fallbackPackageFolders><add key="here" value="{PackagesFolder}" /></fallbackPackageFolders>
            </configuration>
            """);
        // README's requirements for an older Linux; and one platform's native files, linked, are enough for a test.
        File.WriteAllText(
            _folder["Directory.Build.props"],
            """
            <Project>
              <PropertyGroup>
                <VheAllowOlderLibstdcxx>true</VheAllowOlderLibstdcxx>
                <UseCurrentRuntimeIdentifier>true</UseCurrentRuntimeIdentifier>
                <CreateHardLinksForCopyLocalIfPossible>true</CreateHardLinksForCopyLocalIfPossible>
              </PropertyGroup>
            </Project>
            """);
        Dotnet("new", "console", "-o", Folder, "--no-restore");
        Dotnet("add", Folder, "package", "Vhe.MLNet", "--version", Version);
    }

    /// <summary>The version of the packages.</summary>
    public string Version { get; }

    /// <summary>The application's folder.</summary>
    public string Folder => _folder["Try"];

    private static string Root => Metadata("RepositoryRoot");

    private static string PackagesFolder => Metadata("PackagesFolder");

    /// <summary>The version of a package that this repository is built on.</summary>
    /// <param name="package">Its name.</param>
    public static string PinnedVersion(string package) => XDocument.Load(Path.Combine(Root, "Directory.Packages.props"))
        .Descendants("PackageVersion").Single(item => item.Attribute("Include")!.Value == package).Attribute("Version")!.Value;

    /// <summary>The folder of an unpacked package.</summary>
    /// <param name="name">Its name.</param>
    public string Unpacked(string name) => _folder["packages", name.ToLowerInvariant(), Version];

    /// <summary>Writes the program: the first C# snippet of README.md, and the images that it reads.</summary>
    public void WriteSnippet()
    {
        var readme = File.ReadAllText(Path.Combine(Root, "README.md")).ReplaceLineEndings("\n");
        File.WriteAllText(Path.Combine(Folder, "Program.cs"), FirstSnippet().Match(readme).Groups["text"].Value);
        foreach (var number in Enumerable.Range(1, 4))
        {
            var glyph = $"glyph{number:00}";
            Directory.CreateDirectory(Path.Combine(Folder, "stamps", glyph));
            foreach (var drawer in Enumerable.Range(1, 5).Select(drawer => $"drawer{drawer:00}.png"))
                File.Copy(Path.Combine(Glyphs, glyph, drawer), Path.Combine(Folder, "stamps", glyph, drawer));
        }

        File.Copy(Path.Combine(Glyphs, "glyph03", "drawer07.png"), Path.Combine(Folder, "unknown.png"));
    }

    /// <summary>Runs the .NET command line; it has to succeed.</summary>
    /// <param name="arguments">Its arguments.</param>
    /// <returns>What it printed.</returns>
    public string Dotnet(params string[] arguments)
    {
        var (exitCode, output, error) = TryDotnet(arguments);
        Assert.That(exitCode, Is.Zero, $"dotnet {string.Join(' ', arguments)}\n{output}\n{error}");
        return output;
    }

    /// <summary>Runs the .NET command line.</summary>
    /// <param name="arguments">Its arguments.</param>
    /// <returns>Its exit code and what it printed.</returns>
    public (int ExitCode, string Output, string Error) TryDotnet(params string[] arguments)
        => Command.Run(Directory.Exists(Folder) ? Folder : _folder.Root, _environment, "dotnet", arguments);

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();

    private static string Glyphs => Path.Combine(Root, "samples", "data", "glyphs", "Arvenik");

    private static string Metadata(string key) => typeof(NewApplication).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(item => item.Key == key).Value!;

    [GeneratedRegex("^```csharp\n(?<text>.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex FirstSnippet();
}
