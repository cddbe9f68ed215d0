using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using TorchSharp;
using Vhe.MLNet.Services;
using Vhe.MLNet.Tests.TestData;
using Vhe.Networks.Models;

namespace Vhe.MLNet.Tests.Services;

/// <summary>Many callers at once, and changes meanwhile.</summary>
internal sealed class ServiceUnderLoadTests
{
    private const int Callers = 16;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    [Test]
    public void Many_threads_get_the_answers_of_one()
    {
        using var folder = new ServiceFolder();
        using var provider = folder.Start();
        var service = provider.GetRequiredService<IFewShotService>();
        var expected = Array.ConvertAll(ServiceFolder.Others, image => ServiceFolder.Text(service.Classify(image)));
        using var load = new Load(service);

        load.Run(Callers * 4);

        Assert.That(load.Stop().Select(answer => (answer.Index, answer.Text)), Is.All.Matches<(int Index, string Text)>(
            answer => answer.Text == expected[answer.Index]));
    }

    [Test]
    public void A_model_replaced_under_load_loses_and_mixes_no_answer()
    {
        using var folder = new ServiceFolder();
        var time = new FakeTimeProvider();
        using var provider = folder.Start(
            options => options.ModelCheckInterval = Interval, services => services.AddSingleton<TimeProvider>(time));
        var service = provider.GetRequiredService<IFewShotService>();
        var first = Array.ConvertAll(ServiceFolder.Others, image => ServiceFolder.Text(service.Classify(image)));
        using var load = new Load(service);

        // Others, and back again, under one load.
        for (var change = 1; change <= 6; change++)
        {
            load.Run(Callers);
            Replace(folder, change);
            time.Advance(Interval);
        }

        load.Run(Callers);
        var answers = load.Stop();

        var last = Array.ConvertAll(ServiceFolder.Others, image => ServiceFolder.Text(service.Classify(image)));
        Replace(folder, 5);
        time.Advance(Interval);
        var other = Array.ConvertAll(ServiceFolder.Others, image => ServiceFolder.Text(service.Classify(image)));
        Assert.That(last, Is.EqualTo(first), "the sixth change brought the first model back");
        Assert.That(other.Zip(first), Is.All.Matches<(string, string)>(pair => pair.Item1 != pair.Item2));
        Assert.That(answers.Where(answer => answer.Text != first[answer.Index] && answer.Text != other[answer.Index]), Is.Empty);
        Assert.That(answers.Any(answer => answer.Text == first[answer.Index]));
        Assert.That(answers.Any(answer => answer.Text == other[answer.Index]));
        Assert.That(Messages(provider, LogLevel.Information), Has.Exactly(7).Contains("took over"));

        static void Replace(ServiceFolder folder, int change)
        {
            if (change % 2 == 0)
            {
                folder.Replace(TinyModel.Model);
            }
            else
            {
                folder.ReplaceModel(seed: 5);
            }
        }
    }

    [Test]
    public void Classes_that_come_and_go_under_load_mix_no_answer()
    {
        using var folder = new ServiceFolder();
        using var provider = folder.Start();
        var service = provider.GetRequiredService<IFewShotService>();
        var without = Array.ConvertAll(ServiceFolder.Others, image => ServiceFolder.Text(service.Classify(image)));
        using var load = new Load(service);

        for (var change = 0; change < 3; change++)
        {
            service.AddClass("beam", [Drawings.Draw(1, 0), Drawings.Draw(1, 1)]);
            load.Run(Callers);
            service.RemoveClass("beam");
            load.Run(Callers);
        }

        var answers = load.Stop();
        service.AddClass("beam", [Drawings.Draw(1, 0), Drawings.Draw(1, 1)]);
        var with = Array.ConvertAll(ServiceFolder.Others, image => ServiceFolder.Text(service.Classify(image)));
        Assert.That(answers.Where(answer => answer.Text != with[answer.Index] && answer.Text != without[answer.Index]), Is.Empty);
        Assert.That(answers.Any(answer => answer.Text == with[answer.Index]));
        Assert.That(answers.Any(answer => answer.Text == without[answer.Index]));
    }

    [Test]
    public async Task Calls_wait_for_their_turn_and_may_be_canceled_meanwhile()
    {
        using var folder = new ServiceFolder();
        using var provider = folder.Start();
        var service = (FewShotService)provider.GetRequiredService<IFewShotService>();
        var turns = service.Turns.CurrentCount;
        Assert.That(turns, Is.EqualTo(Environment.ProcessorCount), "libtorch has one thread in tests");
        for (var turn = 0; turn < turns; turn++)
        {
            await service.Turns.WaitAsync();
        }

        using var source = new CancellationTokenSource();
        var canceled = service.ClassifyAsync(ServiceFolder.Others[0], source.Token);
        Task<FewShotAnswer>[] waiting = [.. Enumerable.Range(0, 200).Select(_ => service.ClassifyAsync(ServiceFolder.Others[0]))];
        await source.CancelAsync();
        Assert.That(async () => await canceled, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(waiting, Is.All.Matches<Task>(task => !task.IsCompleted));

        service.Turns.Release(turns);
        var answers = (await Task.WhenAll(waiting)).Select(ServiceFolder.Text);
        Assert.That(answers.Distinct(StringComparer.Ordinal), Has.Exactly(1).Items);
        Assert.That(service.Turns.CurrentCount, Is.EqualTo(turns));
    }

    [Test]
    public void A_file_that_is_no_such_model_leaves_the_old_one()
    {
        using var folder = new ServiceFolder();
        var time = new FakeTimeProvider();
        using var provider = folder.Start(
            options => options.ModelCheckInterval = Interval, services => services.AddSingleton<TimeProvider>(time));
        var service = provider.GetRequiredService<IFewShotService>();
        var before = ServiceFolder.Text(service.Classify(ServiceFolder.Others[0]));

        folder.Touch(() => File.WriteAllText(folder.ModelPath, "not a model"));
        time.Advance(Interval);
        time.Advance(Interval);
        folder.ReplaceModel(seed: 1, TinyModel.Network with { Height = 16, Width = 16 });
        time.Advance(Interval);
        File.Delete(folder.ModelPath);
        time.Advance(Interval);

        Assert.That(ServiceFolder.Text(service.Classify(ServiceFolder.Others[0])), Is.EqualTo(before));
        var errors = provider.GetFakeLogCollector().GetSnapshot().Where(record => record.Level == LogLevel.Error).ToArray();
        Assert.That(
            errors.Select(record => record.Message),
            Has.Exactly(2).Items.And.All.Contains(folder.ModelPath).And.All.Contains("stamps"));
        Assert.That(errors[1].Exception!.Message, Does.Contain("1x16x16").And.Contain("restart"));
    }

    [Test]
    public async Task Nothing_is_left_behind_and_nothing_answers_afterwards()
    {
        using var folder = new ServiceFolder();
        var time = new FakeTimeProvider();
        var everCounted = CountedOf(folder.ModelPath);
        var before = torch.Tensor.TotalCount;

        IFewShotService service;
        await using (var provider = folder.Start(
            options => (options.ModelCheckInterval, options.StoreFolder) = (Interval, folder.Store),
            services => services.AddSingleton<TimeProvider>(time)))
        {
            service = provider.GetRequiredKeyedService<IFewShotService>("stamps");
            Assert.That(torch.Tensor.TotalCount, Is.GreaterThan(before));
            service.AddClass("beam", [Drawings.Draw(1, 0)]);
            folder.ReplaceModel(seed: 5);
            time.Advance(Interval);
            folder.Touch(() => File.WriteAllText(folder.ModelPath, "not a model"));
            time.Advance(Interval);
            service.RemoveClass("box");
            Assert.That(() => service.AddClass("Beam", [Drawings.Draw(1, 0)]), Refusal.OfArgument("'Beam'"));
            service.Classify(ServiceFolder.Others[0]);
            service.Score(ServiceFolder.Others[0], "bar");
            service.Save(folder["model.zip"]);
            await foreach (var image in service.Generate("beam", 40))
            {
                Assert.That(image, Has.Length.EqualTo(Drawings.Side * Drawings.Side));
                break;
            }
        }

        // Three models came and went: two of the service, and one that was only saved.
        Assert.That(torch.Tensor.TotalCount, Is.LessThanOrEqualTo(before + (3 * everCounted)));
        time.Advance(Interval);
        Assert.That(() => service.Classify(ServiceFolder.Others[0]), Throws.TypeOf<ObjectDisposedException>());
        Assert.That(() => service.AddClass("new", [Drawings.Draw(1, 0)]), Throws.TypeOf<ObjectDisposedException>());
    }

    // TorchSharp counts a tensor on when a parameter takes its place, so that a model leaves the count higher than it found it.
    private static long CountedOf(string path)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var before = torch.Tensor.TotalCount;
        var model = VheModel.Load(path);
        var weights = model.Network.state_dict().Values.ToArray();
        model.Dispose();
        Assert.That(weights, Is.All.Matches<torch.Tensor>(weight => weight.IsInvalid));
        return torch.Tensor.TotalCount - before;
    }

    private static IEnumerable<string> Messages(IServiceProvider provider, LogLevel level)
        => provider.GetFakeLogCollector().GetSnapshot().Where(record => record.Level == level).Select(record => record.Message);

    /// <summary>Callers that ask without a pause.</summary>
    private sealed class Load : IDisposable
    {
        private readonly ConcurrentQueue<(int Index, string Text)> _answers = [];
        private readonly ConcurrentQueue<Exception> _errors = [];
        private readonly Thread[] _threads;
        private volatile bool _stopped;

        public Load(IFewShotService service)
        {
            _threads = [.. Enumerable.Range(0, Callers).Select(caller => new Thread(() => Ask(service, caller)))];
            Array.ForEach(_threads, thread => thread.Start());
        }

        /// <summary>Lets them ask for a while.</summary>
        /// <param name="answers">Until there are so many more answers.</param>
        public void Run(int answers)
        {
            var wanted = _answers.Count + answers;
            var began = Stopwatch.GetTimestamp();
            while (_answers.Count < wanted && _errors.IsEmpty && Stopwatch.GetElapsedTime(began) < TimeSpan.FromMinutes(1))
            {
                Thread.Sleep(1);
            }
        }

        public (int Index, string Text)[] Stop()
        {
            Dispose();
            Assert.That(_errors, Is.Empty);
            return [.. _answers];
        }

        public void Dispose()
        {
            _stopped = true;
            Array.ForEach(_threads, thread => thread.Join());
        }

        private void Ask(IFewShotService service, int caller)
        {
            try
            {
                for (var i = caller; !_stopped; i++)
                {
                    var index = i % ServiceFolder.Others.Length;
                    _answers.Enqueue((index, ServiceFolder.Text(service.Classify(ServiceFolder.Others[index]))));
                }
            }
            catch (Exception e)
            {
                _errors.Enqueue(e);
            }
        }
    }
}
