using Vhe.Networks;

namespace Vhe.MLNet.Tests.Folders;

internal sealed class ImageFolderTests : FolderTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [Test]
    public void A_tree_of_two_folders_gives_group_and_label()
    {
        Touch("greek/beta/1.png", "greek/alpha/2.PNG", "greek/alpha/1.jpeg", "latin/alpha/x.gif", "latin/alpha/notes.txt");

        var rows = Load();

        Assert.That(
            rows.Select(row => row.Label), Is.EqualTo(new[] { "greek/alpha", "greek/alpha", "greek/beta", "latin/alpha" }));
        Assert.That(rows.Select(row => row.Group), Is.EqualTo(new[] { "greek", "greek", "greek", "latin" }));
        Assert.That(rows.Select(row => Path.GetRelativePath(Folder.Root, row.ImagePath).Replace('\\', '/')), Is.EqualTo(
            new[] { "greek/alpha/1.jpeg", "greek/alpha/2.PNG", "greek/beta/1.png", "latin/alpha/x.gif" }));
    }

    [Test]
    public void A_tree_of_one_folder_gives_labels_without_groups()
    {
        Touch("a/1.png", "b/1.bmp");

        Assert.That(Load().Select(row => (row.Label, row.Group)), Is.EqualTo(new[] { ("a", ""), ("b", "") }));
    }

    [Test]
    public void The_last_folder_alone_joins_what_the_groups_have_in_common()
    {
        Touch("anna/seven/1.png", "otto/seven/1.png");

        var rows = Load(new ImageFolderOptions { LabelFrom = LabelFrom.Folder });

        Assert.That(rows.Select(row => (row.Label, row.Group)), Is.EqualTo(new[] { ("seven", "anna"), ("seven", "otto") }));
    }

    [Test]
    public void Images_to_classify_need_no_label()
    {
        Touch("2.png", "1.png");

        var rows = Load(new ImageFolderOptions { LabelFrom = LabelFrom.None });

        Assert.That(
            rows.Select(row => (Path.GetFileName(row.ImagePath), row.Label)), Is.EqualTo(new[] { ("1.png", ""), ("2.png", "") }));
    }

    [Test]
    public void Without_recursion_only_the_first_folders_count()
    {
        Touch("a/1.png", "a/deep/2.png");

        Assert.That(
            Load(new ImageFolderOptions { Recursive = false }).Select(row => Path.GetFileName(row.ImagePath)),
            Is.EqualTo(new[] { "1.png" }));
    }

    [Test]
    public void At_most_so_many_images_of_each_class_are_taken()
    {
        Touch("a/1.png", "a/2.png", "a/3.png", "b/1.png");

        var rows = Load(new ImageFolderOptions { MaximumImagesPerClass = 2 });

        Assert.That(rows.Select(row => row.Label), Is.EqualTo(new[] { "a", "a", "b" }));
    }

    [Test]
    public void Links_to_files_are_followed_and_loops_of_folders_end()
    {
        Touch("a/1.png");
        File.CreateSymbolicLink(Folder["a", "2.png"], Folder["a", "1.png"]);
        Directory.CreateSymbolicLink(Folder["a", "loop"], Folder.Root);

        Assert.That(Load().Select(row => Path.GetFileName(row.ImagePath)), Is.EqualTo(new[] { "1.png", "2.png" }));
    }

    [Test]
    public void No_image_is_opened()
    {
        Touch("a/1.png");

        Assert.That(_mlContext.Data.LoadFromImageFolder(Folder.Root).GetRowCount(), Is.EqualTo(1));
    }

    [Test]
    public void A_missing_folder_is_named()
        => Assert.That(
            () => _mlContext.Data.LoadFromImageFolder(Folder["nowhere"]),
            Throws.TypeOf<DirectoryNotFoundException>().With.Message.Contains("nowhere"));

    [Test]
    public void A_folder_without_images_is_named()
    {
        Touch("a/readme.txt");

        Assert.That(() => Load(), Refusal.OfData(Folder.Root, "no images"));
    }

    [Test]
    public void An_image_outside_every_class_is_named()
    {
        Touch("a/1.png", "stray.png");

        Assert.That(() => Load(), Refusal.OfData("stray.png"));
    }

    [TestCase("Alpha", "alpha")]
    [TestCase("caf\u00e9", "cafe\u0301")]
    public void Two_classes_whose_names_look_alike_are_both_named(string one, string other)
    {
        Touch($"{one}/1.png");
        Assume.That(Directory.Exists(Folder[other]), Is.False, "This file system takes the two names for one.");
        Touch($"{other}/1.png");

        Assert.That(() => Load(), Refusal.OfData($"'{one}'", $"'{other}'"));
    }

    [Test]
    public void Two_folders_that_give_one_class_are_both_named()
    {
        Touch("a/Latin/A/1.png", "a/Latin/A/2.png", "b/Latin/A/1.png");

        Assert.That(
            () => Load(), Refusal.OfData($"'{Folder["a", "Latin", "A"]}'", $"'{Folder["b", "Latin", "A"]}'", "'Latin/A'"));
        Assert.That(Load(new ImageFolderOptions { LabelFrom = LabelFrom.Folder }).Select(row => row.Label), Is.All.EqualTo("A"));
    }

    [Test]
    public void Options_out_of_range_are_named()
    {
        Assert.That(
            () => Load(new ImageFolderOptions { MaximumImagesPerClass = 0 }),
            Refusal.OfArgument("MaximumImagesPerClass"));
        Assert.That(
            () => Load(new ImageFolderOptions { LabelFrom = (LabelFrom)9 }), Refusal.OfArgument("LabelFrom"));
        Assert.That(() => _mlContext.Data.LoadFromImageFolder(" "), Throws.InstanceOf<ArgumentException>());
    }

    [Test]
    public void Images_in_memory_are_those_that_a_pipeline_loads()
    {
        var root = Folder.Draw([4, 0, 2], 2);
        var options = new GlyphPreprocessingEstimator.Options { Height = 9, Width = 10, CropToInk = true };
        var files = _mlContext.Data.LoadFromImageFolder(root);
        var loaded = _mlContext.Transforms.LoadGlyphs(options).Fit(files).Transform(files);

        var images = _mlContext.Data.LoadGroupedImages(root, options);
        var again = _mlContext.Data.LoadGroupedImages(_mlContext.Data.CreateEnumerable<ImageFile>(files, false), options);

        Assert.That(images.Shape, Is.EqualTo(new ImageShape(1, 9, 10)));
        Assert.That(images.Classes.SelectMany(item => item.Images), Is.EqualTo(loaded.Vectors("Image")));
        Assert.That(
            images.Classes.SelectMany(item => Enumerable.Repeat(item.Name, item.Images.Count)),
            Is.EqualTo(loaded.GetColumn<string>("Label")));
        Assert.That(again.Classes.Select(item => item.Images), Is.EqualTo(images.Classes.Select(item => item.Images)));
    }

    [Test]
    public void Images_in_memory_keep_their_groups_and_take_what_the_folder_options_say()
    {
        var drawn = Folder.Draw([0, 1], 1);
        Directory.CreateDirectory(Folder["tree"]);
        Directory.Move(Path.Combine(drawn, Drawings.Names[0]), Directory.CreateDirectory(Folder["tree", "x"]).FullName + "/a");
        Directory.Move(Path.Combine(drawn, Drawings.Names[1]), Directory.CreateDirectory(Folder["tree", "y"]).FullName + "/b");

        var images = _mlContext.Data.LoadGroupedImages(Folder["tree"], folder: new() { LabelFrom = LabelFrom.Folder });

        Assert.That(images.Classes.Select(item => (item.Name, item.Group)), Is.EqualTo(new[] { ("a", "x"), ("b", "y") }));
        Assert.That(images.Shape, Is.EqualTo(new ImageShape(1, 28, 28)));
    }

    [Test]
    public void What_cannot_be_read_into_memory_is_named()
    {
        Touch("a/1.png");

        Assert.That(() => _mlContext.Data.LoadGroupedImages(Folder.Root), Refusal.OfData("1.png", "empty"));
        Assert.That(() => _mlContext.Data.LoadGroupedImages(Folder.Root, new() { Height = 0 }), Refusal.OfArgument("Height"));
        Assert.That(
            () => _mlContext.Data.LoadGroupedImages(Folder.Root, folder: new() { MaximumImagesPerClass = 0 }),
            Refusal.OfArgument("MaximumImagesPerClass"));
        Assert.That(() => _mlContext.Data.LoadGroupedImages(Array.Empty<ImageFile>()), Refusal.OfArgument("no classes"));
    }

    private List<ImageFile> Load(ImageFolderOptions? options = null)
        => [.. _mlContext.Data.CreateEnumerable<ImageFile>(
            _mlContext.Data.LoadFromImageFolder(Folder.Root, options ?? new ImageFolderOptions()), reuseRowObject: false)];

    private void Touch(params string[] files)
    {
        foreach (var file in files)
        {
            var path = Folder[file.Split('/')];
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, "");
        }
    }
}
