using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Build.Utilities;
using Vhe.Networks.Build;

namespace Vhe.Networks.Tests.Build;

public class AllowOlderLibstdcxxTests
{
    private static readonly DateTime Built = new(2024, 2, 3, 4, 5, 6, DateTimeKind.Utc);

    private TemporaryFolder _folder = null!;

    [SetUp]
    public void CreateFolder() => _folder = new TemporaryFolder();

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    [Test]
    public void Only_the_flags_change_and_the_time_and_the_rights_stay()
    {
        var library = Write(ElfSample.Bytes());
        var mode = Mode(library);

        var said = Run(library);

        var expected = ElfSample.Bytes();
        ElfSample.Put16(expected, ElfSample.Entry + 4, ElfVersionNeeds.WeakFlag);
        Assert.That(File.ReadAllBytes(library), Is.EqualTo(expected));
        Assert.That(File.GetLastWriteTimeUtc(library), Is.EqualTo(Built));
        Assert.That(Mode(library), Is.EqualTo(mode));
        Assert.That(Directory.GetFiles(Path.GetDirectoryName(library)!), Is.EqualTo(new[] { library }), "nothing is left over");
        Assert.That(said.Messages, Has.One.Contains(Libstdcxx.Version));
        Assert.That(Run(library).Messages, Is.Empty, "the second time there is nothing to do");
    }

    [TestCase(true, TestName = "A_hard_link_to_the_package_cache_is_replaced_and_the_cache_stays_as_it_was")]
    [TestCase(false, TestName = "A_symbolic_link_to_the_package_cache_is_replaced_and_the_cache_stays_as_it_was")]
    [Platform("Linux")]
    public void Links(bool hard)
    {
        var cached = Write(ElfSample.Bytes());
        var library = _folder.File("output.so");
        if (hard)
        {
            Assert.That(CreateHardLink(Encoding.UTF8.GetBytes(cached + "\0"), Encoding.UTF8.GetBytes(library + "\0")), Is.Zero);
        }
        else
        {
            File.CreateSymbolicLink(library, cached);
        }

        Run(library);

        Assert.That(File.ReadAllBytes(cached), Is.EqualTo(ElfSample.Bytes()));
        Assert.That(File.ReadAllBytes(library), Is.Not.EqualTo(ElfSample.Bytes()));
        Assert.That(File.GetLastWriteTimeUtc(library), Is.EqualTo(Built));
        Assert.That(File.ResolveLinkTarget(library, returnFinalTarget: false), Is.Null);
    }

    [Test]
    public void Where_the_system_has_the_version_nothing_changes()
    {
        var library = Write(ElfSample.Bytes());

        Run(library, systemHasVersion: true);

        Assert.That(File.ReadAllBytes(library), Is.EqualTo(ElfSample.Bytes()));
    }

    [Test]
    public void A_library_that_uses_the_version_is_left_alone_with_a_warning()
    {
        var file = ElfSample.Bytes();
        ElfSample.Put16(file, ElfSample.SymbolVersions + 2, 4);
        var library = Write(file);

        Assert.That(Run(library).Warnings, Has.One.Contains("left alone: it uses other symbols"));
        Assert.That(File.ReadAllBytes(library), Is.EqualTo(file));
    }

    [Test]
    public void What_is_no_such_library_is_left_alone_and_said()
    {
        var library = Write("text"u8.ToArray());

        Assert.That(Run(library).Messages, Has.One.Contains("left alone: it is not an ELF file"));
        Assert.That(File.ReadAllText(library), Is.EqualTo("text"));
        Assert.That(Run(_folder.File("absent.so")).Warnings, Has.One.Contains("absent.so"));
    }

    [Test]
    [Platform("Linux")]
    public void TorchSharps_library_differs_from_the_one_in_the_package_cache_in_these_flags_alone()
    {
        var package = typeof(AllowOlderLibstdcxxTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(data => data.Key == "TorchSharpPackage").Value!;
        var original = File.ReadAllBytes(Path.Combine(package, "runtimes/linux-x64/native/libLibTorchSharp.so"));
        var need = ElfVersionNeeds.Find(original, Libstdcxx.Library, Libstdcxx.Version, Libstdcxx.Marker);
        Assert.That(need.State, Is.EqualTo(VersionNeedState.Unused), "the cache is as it came");

        // This test's own output went through the build step, which acts where the system is old.
        var expected = original.ToArray();
        ElfSample.Put16(expected, need.FlagsOffset, Libstdcxx.HasVersion() ? (ushort)0 : ElfVersionNeeds.WeakFlag);
        var output = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "libLibTorchSharp.so"));
        Assert.That(output.AsSpan().SequenceEqual(expected));
    }

    private static BuildMessages Run(string library, bool systemHasVersion = false)
    {
        var engine = new BuildMessages();
        var task = new AllowOlderLibstdcxx
        {
            BuildEngine = engine,
            Libraries = [new TaskItem(library)],
            SystemHasVersion = () => systemHasVersion,
        };
        Assert.That(task.Execute());
        return engine;
    }

    private static UnixFileMode Mode(string path) => OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(path);

    private string Write(byte[] content)
    {
        var path = _folder.File("cached.so");
        File.WriteAllBytes(path, content);
        File.SetLastWriteTimeUtc(path, Built);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead);

        return path;
    }

    [DllImport("libc", EntryPoint = "link")]
    private static extern int CreateHardLink(byte[] existing, byte[] link);
}
