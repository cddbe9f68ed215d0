using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Vhe.MLNet.Services;

namespace Vhe.MLNet.Tests.Services;

internal sealed class ClassStoreTests : ServiceFixture
{
    [Test]
    public async Task They_survive_a_restart_with_the_same_answers()
    {
        string[] classes = ["bar", "cross", "x/slash", "a beam"];
        string[] before = [];
        await UseAsync(async service =>
        {
            await service.AddClassAsync("x/slash", [ServiceFolder.Draw(2, 0), ServiceFolder.Draw(2, 1)]);
            await service.AddClassAsync("a beam", [ServiceFolder.Draw(1, 0)]);
            await AddDotAsync(service);
            await service.RemoveClassAsync("box");
            await service.RemoveClassAsync("dot");
            Assert.That(service.ClassNames, Is.EqualTo(classes));
            before = await ServiceFolder.AnswersAsync(service);
        });
        await UseAsync(async service =>
        {
            Assert.That(service.ClassNames, Is.EqualTo(classes));
            Assert.That(await ServiceFolder.AnswersAsync(service), Is.EqualTo(before));

            // A removed class of the support folder may come back with other examples, under a name alike.
            await service.AddClassAsync("Box", [ServiceFolder.Draw(4, 7)]);
        });
        await UseAsync(async service => Assert.That(service.ClassNames, Is.EqualTo([.. classes, "Box"])));

        Assert.That(Directory.GetFiles(Folder.Support, "*", SearchOption.AllDirectories), Has.Length.EqualTo(9));
    }

    [Test]
    public async Task Without_a_store_they_are_forgotten()
    {
        using (var provider = Folder.Start())
        {
            var service = provider.GetRequiredService<IFewShotService>();
            await service.RemoveClassAsync("box");
            await AddDotAsync(service);
            Assert.That(service.ClassNames, Is.EqualTo(new[] { "bar", "cross", "dot" }));
        }

        using (var provider = Folder.Start())
        {
            Assert.That(provider.GetRequiredService<IFewShotService>().ClassNames, Is.EqualTo(new[] { "bar", "box", "cross" }));
        }
    }

    [Test]
    public async Task The_last_class_stays_and_a_start_without_any_names_both_folders()
    {
        await UseAsync(async service =>
        {
            await service.RemoveClassAsync("bar");
            await service.RemoveClassAsync("cross");

            Assert.That(() => service.RemoveClassAsync("bar"), Throws.TypeOf<UnknownClassException>());
            Assert.That(
                () => service.RemoveClassAsync("box"), Throws.TypeOf<InvalidOperationException>().With.Message.Contains("'box'"));
            Assert.That(
                () => service.SaveAsync(Folder["model.zip"]),
                Throws.TypeOf<InvalidOperationException>().With.Message.Contains("'box'"));
            Assert.That((await service.ClassifyAsync(ServiceFolder.Draw(4, 0))).Probability, Is.EqualTo(1));
        });

        Directory.Delete(Path.Combine(Folder.Support, "box"), recursive: true);

        Assert.That(() => Start().GetRequiredService<IFewShotService>(), Refusal.OfData(Folder.Store, Folder.Support));
    }

    [Test]
    public Task A_change_that_cannot_be_kept_is_not_made()
        => UseAsync(service =>
        {
            Directory.Delete(Folder.Store);

            Assert.That(() => AddDotAsync(service), Throws.InstanceOf<IOException>());
            Assert.That(() => service.RemoveClassAsync("box"), Throws.InstanceOf<IOException>());
            Assert.That(service.ClassNames, Is.EqualTo(new[] { "bar", "box", "cross" }));
            return Task.CompletedTask;
        });

    [Test]
    public Task A_missing_right_is_an_error_of_the_store_and_the_class_stays()
        => UseAsync(async service =>
        {
            await AddDotAsync(service);

            // Nobody may delete a folder as if it were a file.
            var path = Directory.GetFiles(Folder.Store).Single();
            File.Delete(path);
            Directory.CreateDirectory(path);

            Assert.That(
                () => service.RemoveClassAsync("dot"),
                Throws.TypeOf<IOException>().With.Message.Contains(Folder.Store).And.Message.Contains("StoreFolder"));
            Assert.That(service.ClassNames, Has.Count.EqualTo(4));
        });

    [Test]
    public void Two_services_with_one_store_are_refused_by_their_names()
    {
        using var provider = Folder.Start(
            options => options.StoreFolder = Folder.Store,
            services => services.AddVheFewShot("seals", options =>
            {
                (options.ModelPath, options.SupportFolder) = (Folder.ModelPath, Folder.Support);
                options.StoreFolder = Path.Combine(Folder.Store, "..", "store") + Path.DirectorySeparatorChar;
            }));
        provider.GetRequiredKeyedService<IFewShotService>("stamps");

        Assert.That(
            () => provider.GetRequiredKeyedService<IFewShotService>("seals"),
            Throws.TypeOf<OptionsValidationException>().With.Message.Contains("'seals'").And.Message.Contains("'stamps'")
                .And.Message.Contains("StoreFolder"));
        Assert.That(provider.GetRequiredKeyedService<IFewShotService>("stamps").ClassNames, Has.Count.EqualTo(3));
    }

    [Test]
    public async Task Damaged_files_are_named_at_the_start([Values("cut", "bit", "text", "renamed", "empty")] string damage)
    {
        await UseAsync(AddDotAsync);
        var path = Directory.GetFiles(Folder.Store).Single();
        var text = File.ReadAllText(path);
        if (damage == "renamed")
        {
            File.Move(path, path = Path.Combine(Folder.Store, ClassStore.FileName("another")));
        }
        else
        {
            File.WriteAllText(path, damage switch
            {
                "cut" => text[..^400],
                "bit" => text[..^200] + (text[^200] == 'A' ? 'B' : 'A') + text[^199..],
                "text" => "hello",
                _ => "",
            });
        }

        using var damaged = Start();
        Assert.That(damaged.GetRequiredService<IFewShotService>, Refusal.OfData(path, "StoreFolder"));
    }

    [Test]
    public async Task Files_of_a_model_of_another_size_are_named()
    {
        await UseAsync(AddDotAsync);
        Folder.ReplaceModel(seed: 1, TinyModel.Network with { Height = 16, Width = 16 });

        using var other = Start();
        Assert.That(other.GetRequiredService<IFewShotService>, Refusal.OfData("'dot'", "12 x 12", "16 x 16"));
    }

    [Test]
    public Task What_a_crash_left_half_written_is_passed_over()
    {
        Directory.CreateDirectory(Folder.Store);
        File.WriteAllText(Path.Combine(Folder.Store, $".{Guid.NewGuid():N}.tmp"), "half");

        return UseAsync(async service => Assert.That(service.ClassNames, Has.Count.EqualTo(3)));
    }

    private ServiceProvider Start() => Folder.Start(options => options.StoreFolder = Folder.Store);

    private async Task UseAsync(Func<IFewShotService, Task> use)
    {
        using var provider = Start();
        await use(provider.GetRequiredService<IFewShotService>());
    }

    private static Task AddDotAsync(IFewShotService service) => service.AddClassAsync("dot", [ServiceFolder.Draw(5, 0)]);
}
