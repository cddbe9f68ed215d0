using System.Text.RegularExpressions;
using System.Xml.Linq;
using Vhe.Networks.Native;

namespace Vhe.MLNet.Tests.Package;

/// <summary>The packages in a new application.</summary>
[NonParallelizable]
internal sealed partial class PackageTests
{
    private NewApplication _application = null!;

    [OneTimeSetUp]
    public void Create() => _application = new NewApplication();

    [OneTimeTearDown]
    public void Delete() => _application.Dispose();

    [TestCase("Vhe.Networks", "TorchSharp")]
    [TestCase(
        "Vhe.MLNet", "Vhe.Networks", "Microsoft.ML", "Microsoft.ML.ImageAnalytics", "Microsoft.Extensions.DependencyInjection.Abstractions",
        "Microsoft.Extensions.Diagnostics.HealthChecks", "Microsoft.Extensions.Hosting.Abstractions",
        "Microsoft.Extensions.Logging.Abstractions", "Microsoft.Extensions.Options")]
    public void A_package_says_and_holds_what_it_should(string name, params string[] dependencies)
    {
        var folder = _application.Unpacked(name);
        var manifest = XDocument.Load(Path.Combine(folder, $"{name.ToLowerInvariant()}.nuspec"));
        string Value(string element) => manifest.Descendants().Single(item => item.Name.LocalName == element).Value;

        Assert.That((Value("license"), Value("icon"), Value("readme")), Is.EqualTo(("MIT", "icon.png", "README.md")));
        foreach (var file in new[] { "icon.png", "README.md", $"lib/net10.0/{name}.dll", $"lib/net10.0/{name}.xml" })
            Assert.That(Path.Combine(folder, file), Does.Exist);

        var needs = manifest.Descendants().Where(item => item.Name.LocalName == "dependency")
            .Select(item => item.Attribute("id")!.Value).ToArray();
        Assert.That(needs, Is.SupersetOf(dependencies));
        Assert.That(needs.Where(need => NativeRuntime().IsMatch(need)), Is.Empty, "applications choose their native files");
        Assert.That(Path.Combine(folder, "runtimes"), Does.Not.Exist, "applications choose their native files");
    }

    [Test]
    public void Vhe_Networks_brings_the_build_step_for_an_older_libstdcxx()
    {
        var folder = _application.Unpacked("Vhe.Networks");
        Assert.That(Path.Combine(folder, "buildTransitive", "Vhe.Networks.targets"), Does.Exist);
        Assert.That(Path.Combine(folder, "tasks", "net10.0", "Vhe.Networks.Build.dll"), Does.Exist);
    }

    [Test]
    public void The_first_snippet_of_the_readme_runs()
    {
        _application.WriteSnippet();
        _application.Dotnet("add", "package", "TorchSharp-cpu", "--version", NewApplication.PinnedVersion("TorchSharp-cpu"));
        _application.Dotnet("build", "-c", "Release");

        Assert.That(_application.Dotnet("run", "-c", "Release", "--no-build"), Is.EqualTo("glyph03"));
    }

    [GeneratedRegex("^(TorchSharp-|libtorch)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex NativeRuntime();
}
