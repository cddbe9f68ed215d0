using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Vhe.MLNet.Services;
using Vhe.MLNet.Tests.TestData;

namespace Vhe.MLNet.Tests.Services;

/// <summary>Classes that are added and removed, over restarts.</summary>
internal sealed class ClassStoreTests : ServiceFixture
{
    [Test]
    public void They_survive_a_restart_with_the_same_answers()
    {
        string[] before;
        using (var provider = Start())
        {
            var service = provider.GetRequiredService<IFewShotService>();
            service.AddClass("x/slash", [Drawings.Draw(2, 0), Drawings.Draw(2, 1)]);
            service.AddClass("a beam", [Drawings.Draw(1, 0)]);
            service.AddClass("dot", [Drawings.Draw(5, 0)]);
            service.RemoveClass("box");
            service.RemoveClass("dot");
            Assert.That(service.ClassNames, Is.EqualTo(new[] { "bar", "cross", "x/slash", "a beam" }));
            before = Array.ConvertAll(ServiceFolder.Others, image => ServiceFolder.Text(service.Classify(image)));
        }

        using (var provider = Start())
        {
            var service = provider.GetRequiredService<IFewShotService>();
            Assert.That(service.ClassNames, Is.EqualTo(new[] { "bar", "cross", "x/slash", "a beam" }));
            Assert.That(
                Array.ConvertAll(ServiceFolder.Others, image => ServiceFolder.Text(service.Classify(image))), Is.EqualTo(before));

            // A removed class of the support folder may come back with other examples, under a name alike.
            service.AddClass("Box", [Drawings.Draw(4, 7)]);
        }

        using (var provider = Start())
        {
            Assert.That(
                provider.GetRequiredService<IFewShotService>().ClassNames,
                Is.EqualTo(new[] { "bar", "cross", "x/slash", "a beam", "Box" }));
        }

        Assert.That(Directory.GetFiles(Folder.Support, "*", SearchOption.AllDirectories), Has.Length.EqualTo(9));
    }

    [Test]
    public void Without_a_store_they_are_forgotten()
    {
        using (var provider = Folder.Start())
        {
            var service = provider.GetRequiredService<IFewShotService>();
            service.RemoveClass("box");
            service.AddClass("dot", [Drawings.Draw(5, 0)]);
            Assert.That(service.ClassNames, Is.EqualTo(new[] { "bar", "cross", "dot" }));
        }

        using (var provider = Folder.Start())
        {
            Assert.That(provider.GetRequiredService<IFewShotService>().ClassNames, Is.EqualTo(new[] { "bar", "box", "cross" }));
        }
    }

    [Test]
    public void The_last_class_stays()
    {
        using var provider = Start();
        var service = provider.GetRequiredService<IFewShotService>();
        service.RemoveClass("bar");
        service.RemoveClass("cross");

        Assert.That(() => service.RemoveClass("box"), Refusal.OfArgument("'box'"));
        Assert.That(() => service.Save(Folder["model.zip"]), Throws.InvalidOperationException.With.Message.Contains("'box'"));
        Assert.That(service.Classify(Drawings.Draw(4, 0)).Probability, Is.EqualTo(1));
    }

    [Test]
    public void A_start_with_no_class_left_names_bothFolders()
    {
        using (var provider = Start())
        {
            var service = provider.GetRequiredService<IFewShotService>();
            service.RemoveClass("bar");
            service.RemoveClass("cross");
        }

        Directory.Delete(Path.Combine(Folder.Support, "box"), recursive: true);

        Assert.That(() => Start().GetRequiredService<IFewShotService>(), Refusal.OfData(Folder.Store, Folder.Support));
    }

    [Test]
    public void A_class_that_cannot_be_kept_is_not_added()
    {
        using var provider = Start();
        var service = provider.GetRequiredService<IFewShotService>();
        Directory.Delete(Folder.Store);

        Assert.That(() => service.AddClass("dot", [Drawings.Draw(5, 0)]), Throws.InstanceOf<IOException>());
        Assert.That(() => service.RemoveClass("box"), Throws.InstanceOf<IOException>());
        Assert.That(service.ClassNames, Is.EqualTo(new[] { "bar", "box", "cross" }));
    }

    [Test]
    public void A_missing_right_is_an_error_of_the_store_and_the_class_stays()
    {
        using var provider = Start();
        var service = provider.GetRequiredService<IFewShotService>();
        service.AddClass("dot", [Drawings.Draw(5, 0)]);

        // Nobody may delete a folder as if it were a file.
        var path = Directory.GetFiles(Folder.Store).Single();
        File.Delete(path);
        Directory.CreateDirectory(path);

        Assert.That(
            () => service.RemoveClass("dot"),
            Throws.TypeOf<IOException>().With.Message.Contains(Folder.Store).And.Message.Contains("StoreFolder"));
        Assert.That(service.ClassNames, Has.Count.EqualTo(4));
    }

    [Test]
    public void Two_services_with_one_store_are_refused_by_their_names()
    {
        using var provider = Folder.Start(
            options => options.StoreFolder = Folder.Store,
            services => services.AddVheFewShot("seals", options => (options.ModelPath, options.SupportFolder, options.StoreFolder) =
                (Folder.ModelPath, Folder.Support, Path.Combine(Folder.Store, "..", "store") + Path.DirectorySeparatorChar)));
        provider.GetRequiredKeyedService<IFewShotService>("stamps");

        Assert.That(
            () => provider.GetRequiredKeyedService<IFewShotService>("seals"),
            Throws.TypeOf<OptionsValidationException>().With.Message.Contains("'seals'").And.Message.Contains("'stamps'")
                .And.Message.Contains("StoreFolder"));
        Assert.That(provider.GetRequiredKeyedService<IFewShotService>("stamps").ClassNames, Has.Count.EqualTo(3));
    }

    [Test]
    public void Damaged_files_are_named_at_the_start([Values("cut", "bit", "text", "renamed", "empty")] string damage)
    {
        using (var provider = Start())
        {
            provider.GetRequiredService<IFewShotService>().AddClass("dot", [Drawings.Draw(5, 0)]);
        }

        var path = Directory.GetFiles(Folder.Store).Single();
        var text = File.ReadAllText(path);
        switch (damage)
        {
            case "cut":
                File.WriteAllText(path, text[..^400]);
                break;
            case "bit":
                File.WriteAllText(path, text[..^200] + (text[^200] == 'A' ? 'B' : 'A') + text[^199..]);
                break;
            case "text":
                File.WriteAllText(path, "hello");
                break;
            case "renamed":
                File.Move(path, path = Path.Combine(Folder.Store, StoredClassFile.NameOf("another")));
                break;
            default:
                File.WriteAllText(path, "");
                break;
        }

        using var damaged = Start();
        Assert.That(damaged.GetRequiredService<IFewShotService>, Refusal.OfData(path, "StoreFolder"));
    }

    [Test]
    public void Files_of_a_model_of_another_size_are_named()
    {
        using (var provider = Start())
        {
            provider.GetRequiredService<IFewShotService>().AddClass("dot", [Drawings.Draw(5, 0)]);
        }

        Folder.ReplaceModel(seed: 1, TinyModel.Network with { Height = 16, Width = 16 });

        using var other = Start();
        Assert.That(other.GetRequiredService<IFewShotService>, Refusal.OfData("'dot'", "12 x 12", "16 x 16"));
    }

    [Test]
    public void What_a_crash_left_half_written_is_passed_over()
    {
        Directory.CreateDirectory(Folder.Store);
        File.WriteAllText(Path.Combine(Folder.Store, $".{Guid.NewGuid():N}.tmp"), "half");

        using var provider = Start();

        Assert.That(provider.GetRequiredService<IFewShotService>().ClassNames, Has.Count.EqualTo(3));
    }

    private ServiceProvider Start() => Folder.Start(options => options.StoreFolder = Folder.Store);
}
