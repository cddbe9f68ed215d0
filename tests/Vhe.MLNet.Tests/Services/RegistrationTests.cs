using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Options;
using TorchSharp;
using Vhe.MLNet.Tests.TestData;
using Vhe.Networks;
using Vhe.Networks.Inference;

namespace Vhe.MLNet.Tests.Services;

/// <summary>Names, options, the start of the host, and the device.</summary>
internal sealed class RegistrationTests : ServiceFixture
{
    [Test]
    public void Services_go_by_their_names_and_the_unnamed_one_without([Values] bool unnamedFirst)
    {
        using var other = new TemporaryFolder();
        other.Draw([1, 2], 2, "marks");
        var services = new ServiceCollection();
        Action[] registrations =
        [
            () => services.AddVheFewShot(
                "stamps", options => (options.ModelPath, options.SupportFolder) = (Folder.ModelPath, Folder.Support)),
            () => services.AddVheFewShot(
                options => (options.ModelPath, options.SupportFolder) = (Folder.ModelPath, other["marks"])),
        ];
        foreach (var register in unnamedFirst ? Enumerable.Reverse(registrations) : registrations)
        {
            register();
        }

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
    public void Without_an_unnamed_one_the_first_comes_without_a_name()
    {
        using var provider = Folder.Start(more: services => services.AddVheFewShot(
            "seals", options => (options.ModelPath, options.SupportFolder) = (Folder.ModelPath, Folder.Support)));

        Assert.That(provider.GetRequiredService<IFewShotService>().Name, Is.EqualTo("seals"));
    }

    [Test]
    public void The_package_brings_a_model()
    {
        using var provider = Folder.Start(options => (options.ModelPath, options.Rule) = (null, ClassificationRule.EmbeddingDistance));

        Assert.That(provider.GetRequiredService<IFewShotService>().Classify(new float[28 * 28]).Scores, Has.Count.EqualTo(3));
    }

    [Test]
    public void Every_wrong_option_is_named_at_once()
    {
        using var host = Host(options =>
        {
            (options.ModelPath, options.SupportFolder, options.StoreFolder) = ("no.vhe", "no-support", Folder.ModelPath);
            (options.Threads, options.Device, options.ModelCheckInterval) = (0, "gpu", TimeSpan.Zero);
            (options.FalseRejectionRate, options.CropMargin, options.InkContrast) = (double.NaN, -1, 101);
            (options.Rule, options.Polarity, options.Resize) = ((ClassificationRule)9, (GlyphPolarity)9, (GlyphResize)9);
        });

        var error = Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync())!;

        string[] named =
        [
            "ModelPath: there is no file 'no.vhe'", "SupportFolder: there is no folder 'no-support'",
            $"StoreFolder: '{Folder.ModelPath}'", "Threads", "Device 'gpu'", "ModelCheckInterval", "FalseRejectionRate",
            "CropMargin", "InkContrast", "Rule", "Polarity", "Resize",
        ];
        Assert.That(error.Failures, Has.Exactly(named.Length).Items.And.All.StartsWith("Few-shot service 'stamps': "));
        Assert.That(named, Is.All.Matches<string>(name => error.Message.Contains(name)));
    }

    [Test]
    public void Options_that_need_each_other_are_named()
    {
        using var provider = Folder.Start(options =>
            (options.ModelPath, options.SupportFolder, options.ModelCheckInterval) = (null, null, TimeSpan.FromSeconds(1)));

        Assert.That(
            provider.GetRequiredService<IFewShotService>,
            Throws.TypeOf<OptionsValidationException>().With.Message.Contains("SupportFolder is missing")
                .And.Message.Contains("no ModelPath"));
    }

    [Test]
    public async Task The_host_loads_at_the_start_and_frees_at_the_end()
    {
        using var host = Host(options => (options.ModelPath, options.SupportFolder) = (Folder.ModelPath, Folder.Support));

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

        async Task Start()
        {
            using var host = Host(options => (options.ModelPath, options.SupportFolder) = (Folder.ModelPath, Folder.Support));
            await host.StartAsync();
        }
    }

    [Test]
    public void The_device_is_logged_with_the_reason()
    {
        using var provider = Folder.Start();
        provider.GetRequiredService<IFewShotService>();

        var line = provider.GetFakeLogCollector().GetSnapshot().Single(record => record.Message.Contains("computes on"));

        Assert.That((line.Level, line.Message), Is.EqualTo(
            (LogLevel.Information, "Few-shot service 'stamps' computes on 'cpu': option Device says so")));
    }

    [Test]
    public void Cuda_that_is_not_there_is_an_error_unless_the_cpu_is_allowed()
    {
        if (torch.cuda.is_available())
        {
            Assert.Ignore("This machine has CUDA.");
        }

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
            var line = provider.GetFakeLogCollector().GetSnapshot().Single(record => record.Message.Contains("computes on"));
            Assert.That(line.Level, Is.EqualTo(LogLevel.Warning));
            Assert.That(line.Message, Does.Contain("'cpu'").And.Contain("AllowCpuFallback").And.Contain("'cuda:1'"));
        }
    }

    [Test]
    public void Threads_are_those_of_libtorch()
    {
        using var provider = Folder.Start(options => options.Threads = 2);
        try
        {
            provider.GetRequiredService<IFewShotService>();

            Assert.That(torch.get_num_threads(), Is.EqualTo(2));
        }
        finally
        {
            torch.set_num_threads(1);
        }
    }

    [Test]
    public void Threads_are_those_of_the_service_on_whatever_thread_a_call_comes()
    {
        using var one = Folder.Start(options => options.Threads = 1);
        using var two = Folder.Start(options => options.Threads = 2);
        var (ofOne, ofTwo) = (one.GetRequiredService<IFewShotService>(), two.GetRequiredService<IFewShotService>());
        var found = new List<int>();
        var caller = new Thread(() =>
        {
            foreach (var service in new[] { ofOne, ofTwo, ofOne })
            {
                service.Classify(ServiceFolder.Others[0]);
                found.Add(torch.get_num_threads());
            }

            torch.set_num_threads(1);
        });
        caller.Start();
        caller.Join();
        torch.set_num_threads(1);

        Assert.That(found, Is.EqualTo(new[] { 1, 2, 1 }));
    }

    private static IHost Host(Action<FewShotServiceOptions> configure)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddVheFewShot("stamps", configure);
        return builder.Build();
    }

    private sealed class Consumer(
        [FromKeyedServices("stamps")] IFewShotService stamps,
        [FromKeyedServices(VheServiceCollectionExtensions.DefaultName)] IFewShotService @default,
        IFewShotService first)
    {
        public IFewShotService Stamps => stamps;

        public IFewShotService Default => @default;

        public IFewShotService First => first;
    }
}
