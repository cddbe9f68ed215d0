using Vhe.Networks.Storage;

namespace Vhe.Networks.Tests.Storage;

public class AtomicFileTests
{
    private string _folder = "";

    [SetUp]
    public void CreateFolder() => _folder = Directory.CreateTempSubdirectory("vhe-atomic-").FullName;

    [TearDown]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void Writes_a_new_file_and_replaces_an_old_one()
    {
        var path = Path.Combine(_folder, "model.vhe");

        AtomicFile.Write(path, stream => stream.Write("old, and longer"u8));
        AtomicFile.Write(path, stream => stream.Write("new"u8));

        Assert.That(File.ReadAllText(path), Is.EqualTo("new"));
        Assert.That(Directory.GetFileSystemEntries(_folder), Is.EqualTo([path]));
    }

    [Test]
    public void Leaves_the_old_file_and_nothing_else_when_the_writer_throws()
    {
        var path = Path.Combine(_folder, "model.vhe");
        File.WriteAllText(path, "old");

        Assert.That(
            () => AtomicFile.Write(path, stream =>
            {
                stream.Write("half"u8);
                throw new InvalidOperationException("the disk is full");
            }),
            Throws.InvalidOperationException.With.Message.EqualTo("the disk is full"));

        Assert.That(File.ReadAllText(path), Is.EqualTo("old"));
        Assert.That(Directory.GetFileSystemEntries(_folder), Is.EqualTo([path]));
    }

    [Test]
    public void The_old_file_is_there_until_the_new_one_is_whole()
    {
        var path = Path.Combine(_folder, "model.vhe");
        File.WriteAllText(path, "old");
        var seen = "";

        AtomicFile.Write(path, stream =>
        {
            stream.Write("new"u8);
            stream.Flush();
            seen = File.ReadAllText(path);
        });

        Assert.That(seen, Is.EqualTo("old"));
    }

    [Test]
    public void A_missing_folder_is_named_and_not_created()
    {
        var missing = Path.Combine(_folder, "missing");

        Assert.That(
            () => AtomicFile.Write(Path.Combine(missing, "model.vhe"), _ => { }),
            Throws.TypeOf<DirectoryNotFoundException>().With.Message.Contains(missing));
        Assert.That(Directory.Exists(missing), Is.False);
    }

    [Test]
    public void A_folder_is_not_replaced()
    {
        Assert.That(() => AtomicFile.Write(_folder, _ => { }), Throws.TypeOf<IOException>().With.Message.Contains("folder"));
        Assert.That(() => AtomicFile.Write(_folder + Path.DirectorySeparatorChar, _ => { }), Throws.ArgumentException);
        Assert.That(() => AtomicFile.Write(" ", _ => { }), Throws.ArgumentException);
    }

    [Test]
    public void A_file_name_as_long_as_the_file_system_allows_can_be_written()
    {
        var path = Path.Combine(_folder, new string('x', 255));

        AtomicFile.Write(path, stream => stream.WriteByte(1));

        Assert.That(File.Exists(path), Is.True);
    }
}
