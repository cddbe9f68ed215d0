using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TorchSharp;
using Vhe.Networks;

namespace Vhe.MLNet.Tests.Services;

internal sealed class RegistrationTests : ServiceFixture
{
    [Test]
    public void Services_go_by_their_names_and_the_default_one_without([Values] bool defaultFirst)
    {
        using var other = new TemporaryFolder();
        other.Draw([1, 2], 2, "marks");
        var services = new ServiceCollection();
        Action[] registrations =
        [
            () => services.AddVheFewShot("stamps", Files),
            () => services.AddVheFewShot(
                options => (options.ModelPath, options.SupportFolder) = (Folder.ModelPath, other["marks"])),
        ];
        foreach (var register in defaultFirst ? Enumerable.Reverse(registrations) : registrations)
            register();

        services.AddTransient<Consumer>();
        using var both = services.BuildServiceProvider(
            new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });

        var consumer = both.GetRequiredService<Consumer>();

        Assert.That((consumer.Stamps.Name, consumer.Default.Name), Is.EqualTo(("stamps", "default")));
        Assert.That(consumer.Stamps.ClassNames, Is.EqualTo(new[] { "bar", "box", "cross" }));
        Assert.That(consumer.Default.ClassNames, Is.EqualTo(new[] { "beam", "slash" }));
        Assert.That(consumer.First, Is.SameAs(consumer.Default));
        Assert.That(() => services.AddVheFewShot("stamps", _ => { }), Refusal.OfArgument("'stamps'"));
        Assert.That(() => services.AddVheFewShot(" ", _ => { }), Throws.InstanceOf<ArgumentException>());
    }

    [Test]
    public void Without_a_default_one_the_first_comes_without_a_name()
    {
        using var provider = Folder.Start(more: services => services.AddVheFewShot("seals", Files));

        Assert.That(provider.GetRequiredService<IFewShotService>().Name, Is.EqualTo("seals"));
    }

    [Test]
    public async Task The_package_brings_a_model_that_no_service_disposes()
    {
        var blank = new float[28 * 28];
        using (var provider = Folder.Start(
            options => (options.ModelPath, options.Rule) = (null, ClassificationRule.EmbeddingDistance)))
        {
            var service = provider.GetRequiredService<IFewShotService>();
            Assert.That((await service.ClassifyAsync(GlyphInput.FromVector(blank))).Scores, Has.Count.EqualTo(3));
        }

        Assert.That(VhePretrained.Glyphs.Embed([blank]), Is.Not.Empty);
    }

    [Test]
    public void Every_wrong_option_is_named_at_once_with_its_value()
    {
        using var host = Host(options =>
        {
            (options.ModelPath, options.SupportFolder, options.StoreFolder) = ("no.vhe", "no-support", Folder.ModelPath);
            (options.Threads, options.Device, options.ModelCheckInterval) = (0, "gpu", TimeSpan.Zero);
            (options.FalseRejectionRate, options.CropMargin, options.InkContrast) = (double.NaN, -1, 101);
            (options.Rule, options.Polarity, options.Resize) = ((ClassificationRule)9, (GlyphPolarity)9, (GlyphResize)9);
        });

        var error = Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync())!;

        string[] problems =
        [
            "ModelPath: there is no file 'no.vhe'.",
            "SupportFolder: there is no folder 'no-support'.",
            $"StoreFolder: '{Folder.ModelPath}' is not a folder.",
            "Device: 'gpu' is unknown; use 'cpu', 'cuda' or 'cuda:1'.",
            "Threads: The field stamps.Threads must be between 1 and 1024. It is '0'.",
            "ModelCheckInterval: The field stamps.ModelCheckInterval must be between 00:00:00 exclusive and 1.00:00:00. "
                + "It is '00:00:00'.",
            "FalseRejectionRate: The field stamps.FalseRejectionRate must be between 0 exclusive and 1 exclusive. It is 'NaN'.",
            "CropMargin: The field stamps.CropMargin must be between 0 and 10. It is '-1'.",
            "InkContrast: The field stamps.InkContrast must be between 0 and 100. It is '101'.",
            "Rule: The field stamps.Rule is invalid. It is '9'.",
            "Polarity: The field stamps.Polarity is invalid. It is '9'.",
            "Resize: The field stamps.Resize is invalid. It is '9'.",
        ];
        Assert.That(error.Failures, Is.EquivalentTo(problems.Select(problem => $"Few-shot service 'stamps': {problem}")));
    }

    [TestCase(24, true)]
    [TestCase(25, false)]
    public void A_model_is_checked_at_least_once_a_day(int hours, bool valid)
    {
        using var provider = Folder.Start(options => options.ModelCheckInterval = TimeSpan.FromHours(hours));

        Assert.That(
            provider.GetRequiredService<IFewShotService>, valid ? Throws.Nothing : Throws.TypeOf<OptionsValidationException>());
    }

    [Test]
    public void Options_that_need_each_other_are_named([Values(null, " ")] string? folder)
    {
        using var provider = Folder.Start(options =>
            (options.ModelPath, options.SupportFolder, options.ModelCheckInterval) = (null, folder, TimeSpan.FromSeconds(1)));

        Assert.That(
            provider.GetRequiredService<IFewShotService>,
            Throws.TypeOf<OptionsValidationException>().With.Message.Contains("SupportFolder field is required")
                .And.Message.Contains("no ModelPath"));
    }

    [Test]
    public async Task The_host_loads_at_the_start_and_frees_at_the_end()
    {
        using var host = Host(Files);

        await host.StartAsync();
        File.Delete(Folder.ModelPath);

        Assert.That(host.Services.GetRequiredService<IFewShotService>().ClassNames, Has.Count.EqualTo(3));
        await host.StopAsync();
    }

    [Test]
    public void A_broken_image_or_model_stops_the_host()
    {
        var image = Path.Combine(Folder.Support, "box", "broken.png");
        File.WriteAllBytes(image, [1, 2, 3]);
        Assert.That(Start, Refusal.OfData(image));

        File.Delete(image);
        File.WriteAllBytes(Folder.ModelPath, [1, 2, 3]);
        Assert.That(Start, Refusal.OfData(Folder.ModelPath));

        using var model = TinyModel.Broken();
        Folder.Replace(model);
        Assert.That(Start, Throws.TypeOf<VheException>().With.Message.Contains("finite likelihood"));

        async Task Start()
        {
            using var host = Host(Files);
            await host.StartAsync();
        }
    }

    [Test]
    public void The_device_is_logged_with_the_reason()
    {
        using var provider = Folder.Start();
        provider.GetRequiredService<IFewShotService>();

        Assert.That(
            Messages(provider, LogLevel.Information),
            Has.One.EqualTo("Few-shot service 'stamps' computes on 'cpu': set by option Device"));
    }

    [Test]
    public void Cuda_that_is_not_there_is_an_error_unless_the_cpu_is_allowed()
    {
        if (torch.cuda.is_available())
            Assert.Ignore("This machine has CUDA.");

        using (var provider = Folder.Start(options => options.Device = "cuda"))
        {
            Assert.That(
                provider.GetRequiredService<IFewShotService>,
                Throws.TypeOf<VheException>().With.Message.Contains("'cuda'").And.Message.Contains("Device")
                    .And.Message.Contains("AllowCpuFallback"));
        }

        using (var provider = Folder.Start(options => (options.Device, options.AllowCpuFallback) = ("cuda:1", true)))
        {
            provider.GetRequiredService<IFewShotService>();
            Assert.That(
                Messages(provider, LogLevel.Warning).Single(),
                Does.Contain("computes on 'cpu'").And.Contain("AllowCpuFallback").And.Contain("'cuda:1'"));
        }
    }

    [Test]
    public async Task Threads_are_those_of_the_service_on_whatever_thread_a_call_runs()
    {
        using var one = Folder.Start(options => options.Threads = 1);
        using var two = Folder.Start(options => options.Threads = 2);
        var (ofOne, ofTwo) = (one.GetRequiredService<IFewShotService>(), two.GetRequiredService<IFewShotService>());
        var found = new List<int> { torch.get_num_threads() };
        torch.set_num_threads(1);

        // On the thread that computed; the next test finds it as it was.
        using var listener = Listen(_ =>
        {
            found.Add(torch.get_num_threads());
            torch.set_num_threads(1);
        });
        foreach (var service in new[] { ofOne, ofTwo, ofOne })
            await service.ClassifyAsync(ServiceFolder.Other);

        Assert.That(found, Is.EqualTo(new[] { 2, 1, 2, 1 }));
    }

    private static IHost Host(Action<FewShotServiceOptions> configure)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddVheFewShot("stamps", configure);
        return builder.Build();
    }

    private void Files(FewShotServiceOptions options)
        => (options.ModelPath, options.SupportFolder) = (Folder.ModelPath, Folder.Support);

    private sealed record Consumer(
        [FromKeyedServices("stamps")] IFewShotService Stamps,
        [FromKeyedServices(VheServiceCollectionExtensions.DefaultName)] IFewShotService Default,
        IFewShotService First);
}
