using Microsoft.ML.Runtime;

namespace Vhe.MLNet.Tests.MLNetContract;

internal sealed class EnvironmentTests
{
    [Test]
    public void Messages_of_a_channel_reach_the_log()
    {
        var mlContext = new MLContext(seed: 1);
        var messages = new List<LoggingEventArgs>();
        mlContext.Log += (_, message) => messages.Add(message);
        var host = ((IHostEnvironment)mlContext).Register("Vhe");
        using (var channel = host.Start("Training"))
        {
            channel.Info(MessageSensitivity.None, "step {0} of {1}", 3, 9);
            channel.Warning(MessageSensitivity.None, "careful");
        }

        var ours = messages.Where(message => message.Kind != ChannelMessageKind.Trace).ToArray();
        Assert.That(
            ours.Select(message => (message.Kind, message.RawMessage)),
            Is.EqualTo(new[] { (ChannelMessageKind.Info, "step 3 of 9"), (ChannelMessageKind.Warning, "careful") }));
        Assert.That(ours[0].Source, Does.EndWith("Vhe; Training"));
        Assert.That(
            messages.Where(message => message.Source == ours[0].Source).Select(message => message.RawMessage).First(),
            Is.EqualTo("Channel started"));
        Assert.That(ours[0].Message, Is.EqualTo($"[Source={ours[0].Source}, Kind=Info] step 3 of 9"));
    }

    [Test]
    public void The_random_numbers_of_a_host_follow_the_seed_of_the_context()
    {
        static int[] Draw(int seed) => [.. Enumerable.Range(0, 5).Select(_ => Host(seed)).Select(host => host.Rand.Next())];
        static IHost Host(int seed) => ((IHostEnvironment)new MLContext(seed)).Register("Vhe");

        var first = Draw(1);

        Assert.That(Draw(1), Is.EqualTo(first));
        Assert.That(Draw(2), Is.Not.EqualTo(first));
    }

    [Test]
    public void A_context_names_no_gpu_and_does_not_fall_back_to_the_cpu()
    {
        var mlContext = new MLContext();

        Assert.That((mlContext.GpuDeviceId, mlContext.FallbackToCpu), Is.EqualTo(((int?)null, false)));
    }
}
