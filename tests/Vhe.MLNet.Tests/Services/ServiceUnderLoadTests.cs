using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TorchSharp;
using Vhe.MLNet.Services;

namespace Vhe.MLNet.Tests.Services;

internal sealed class ServiceUnderLoadTests : ServiceFixture
{
    private const int Callers = 16;

    [Test]
    public async Task A_model_replaced_under_load_loses_and_mixes_no_answer()
    {
        using var provider = StartWatching();
        var service = provider.GetRequiredService<IFewShotService>();
        var first = await ServiceFolder.AnswersAsync(service);
        var load = new Load(service);

        // Others, and back again, under one load.
        for (var change = 1; change <= 6; change++)
        {
            load.Run(Callers);
            Replace(change);
        }

        load.Run(Callers);
        var answers = await load.StopAsync();

        var last = await ServiceFolder.AnswersAsync(service);
        Replace(change: 7);
        var other = await ServiceFolder.AnswersAsync(service);
        Assert.That(last, Is.EqualTo(first), "the sixth change brought the first model back");
        Assert.That(other.Zip(first), Is.All.Matches<(string, string)>(pair => pair.Item1 != pair.Item2));
        AssertNoneMixed(answers, first, other);
        Assert.That(Messages(provider, LogLevel.Information), Has.Exactly(7).Contains("now uses the replaced model"));

        void Replace(int change)
        {
            if (change % 2 == 0)
            {
                Folder.Replace(TinyModel.Model);
            }
            else
            {
                Folder.ReplaceModel(seed: 5);
            }

            Time.Advance(Interval);
        }
    }

    [Test]
    public async Task Classes_that_come_and_go_under_load_mix_no_answer()
    {
        using var provider = Folder.Start();
        var service = provider.GetRequiredService<IFewShotService>();
        var without = await ServiceFolder.AnswersAsync(service);
        var load = new Load(service);

        for (var change = 0; change < 3; change++)
        {
            await AddBeamAsync();
            load.Run(Callers);
            await service.RemoveClassAsync("beam");
            load.Run(Callers);
        }

        var answers = await load.StopAsync();
        await AddBeamAsync();
        AssertNoneMixed(answers, without, await ServiceFolder.AnswersAsync(service));

        Task AddBeamAsync() => service.AddClassAsync("beam", [ServiceFolder.Draw(1, 0), ServiceFolder.Draw(1, 1)]);
    }

    [Test]
    public async Task Calls_wait_for_their_turn_and_may_be_canceled_meanwhile()
    {
        using var provider = Folder.Start();
        var service = (FewShotService)provider.GetRequiredService<IFewShotService>();
        var free = Free();
        Assert.That(free, Is.EqualTo(Environment.ProcessorCount), "libtorch has one thread in tests");
        var all = service.Turns.AttemptAcquire((int)free);

        using var source = new CancellationTokenSource();
        var canceled = service.ClassifyAsync(ServiceFolder.Other, source.Token);
        Task<string>[] waiting = [.. Enumerable.Range(0, 200).Select(_ => ServiceFolder.AnswerAsync(service))];
        await source.CancelAsync();
        Assert.That(() => canceled, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(waiting, Is.All.Matches<Task>(task => !task.IsCompleted));

        all.Dispose();
        var answers = await Task.WhenAll(waiting);
        Assert.That(answers.Distinct(StringComparer.Ordinal), Has.Exactly(1).Items);
        Assert.That(Free(), Is.EqualTo(free));

        long Free() => service.Turns.GetStatistics()!.CurrentAvailablePermits;
    }

    [Test]
    public async Task When_a_service_ends_calls_in_flight_finish_and_those_that_wait_are_told()
    {
        using var provider = Folder.Start();
        var service = (FewShotService)provider.GetRequiredService<IFewShotService>();
        await using var drawing = service.GenerateAsync("box", 20).GetAsyncEnumerator();
        Assert.That(await drawing.MoveNextAsync());
        var all = service.Turns.AttemptAcquire(Environment.ProcessorCount);
        Task[] waiting = [service.ClassifyAsync(ServiceFolder.Other), service.ScoreAsync(ServiceFolder.Other)];

        service.Dispose();
        all.Dispose();

        foreach (var call in waiting)
            Assert.That(() => call, Throws.TypeOf<ObjectDisposedException>());

        for (var drawn = 1; drawn < 20; drawn++)
            Assert.That(await drawing.MoveNextAsync());
    }

    [Test]
    public async Task A_file_that_is_no_such_model_leaves_the_old_one()
    {
        using var provider = StartWatching();
        var service = provider.GetRequiredService<IFewShotService>();
        var before = await ServiceFolder.AnswerAsync(service);

        Folder.Touch(() => File.WriteAllText(Folder.ModelPath, "not a model"));
        Time.Advance(Interval);
        Time.Advance(Interval);
        Folder.ReplaceModel(seed: 1, TinyModel.Network with { Height = 16, Width = 16 });
        Time.Advance(Interval);
        File.Delete(Folder.ModelPath);
        Time.Advance(Interval);

        Assert.That(await ServiceFolder.AnswerAsync(service), Is.EqualTo(before));
        Assert.That(
            Messages(provider, LogLevel.Error),
            Has.Exactly(2).Items.And.All.Contains(Folder.ModelPath).And.All.Contains("stamps"));
        Assert.That(
            provider.GetFakeLogCollector().LatestRecord.Exception!.Message, Does.Contain("1x16x16").And.Contain("Restart"));
    }

    [Test]
    public void A_state_is_freed_by_its_last_call_and_the_model_by_its_last_state()
    {
        var model = VheModel.Load(Folder.ModelPath);
        var weights = model.Network.parameters().ToArray();
        var (image, beam) = (Drawings.Draw(0, 0), Drawings.Draw(1, 0));
        var classes = new GroupedImages(model.ImageShape, [new ImageClass("bar", [image])]);
        var state = ServiceState.Create(model, classes, new FewShotServiceOptions { DetectUnknown = false });
        var call = state.AddReference();
        var next = state.WithClass("beam", [beam]);

        state.Dispose();
        Assert.That(call.Classify(image).ClassName, Is.EqualTo("bar"));
        call.Dispose();

        Assert.That(() => call.Classify(image), Throws.Exception, "its classifier is freed");
        Assert.That(next.Classify(beam).ClassName, Is.EqualTo("beam"));
        Assert.That(weights, Is.All.Matches<torch.Tensor>(weight => !weight.IsInvalid));
        next.Dispose();
        Assert.That(weights, Is.All.Matches<torch.Tensor>(weight => weight.IsInvalid));
    }

    [Test]
    public async Task Nothing_is_left_behind_and_nothing_answers_afterwards()
    {
        var everCounted = CountedOf(Folder.ModelPath);
        var before = torch.Tensor.TotalCount;

        IFewShotService service;
        await using (var provider = StartWatching(options => options.StoreFolder = Folder.Store))
        {
            service = provider.GetRequiredKeyedService<IFewShotService>("stamps");
            Assert.That(torch.Tensor.TotalCount, Is.GreaterThan(before));
            await service.AddClassAsync("beam", [ServiceFolder.Draw(1, 0)]);
            Folder.ReplaceModel(seed: 5);
            Time.Advance(Interval);
            Folder.Touch(() => File.WriteAllText(Folder.ModelPath, "not a model"));
            Time.Advance(Interval);
            await service.RemoveClassAsync("box");
            Assert.That(() => service.AddClassAsync("Beam", [ServiceFolder.Draw(1, 0)]), Refusal.OfArgument("'Beam'"));
            await service.ClassifyAsync(ServiceFolder.Other);
            await service.ScoreAsync(ServiceFolder.Other, "bar");
            await service.SaveAsync(Folder["model.zip"]);
            await foreach (var image in service.GenerateAsync("beam", 40))
            {
                Assert.That(image, Has.Length.EqualTo(Drawings.Side * Drawings.Side));
                break;
            }
        }

        // Three models came and went: two of the service, and one that was only saved.
        Assert.That(torch.Tensor.TotalCount, Is.LessThanOrEqualTo(before + (3 * everCounted)));
        Time.Advance(Interval);
        Assert.That(() => service.ClassNames, Throws.TypeOf<ObjectDisposedException>());
        Assert.That(() => service.ClassifyAsync(ServiceFolder.Other), Throws.TypeOf<ObjectDisposedException>());
        Assert.That(
            () => service.AddClassAsync("new", [ServiceFolder.Draw(1, 0)]), Throws.TypeOf<ObjectDisposedException>());
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

    private static void AssertNoneMixed((int Index, string Text)[] answers, string[] one, string[] other)
    {
        Assert.That(answers.Where(answer => answer.Text != one[answer.Index] && answer.Text != other[answer.Index]), Is.Empty);
        Assert.That(answers.Any(answer => answer.Text == one[answer.Index]));
        Assert.That(answers.Any(answer => answer.Text == other[answer.Index]));
    }

    /// <summary>Callers that ask without a pause.</summary>
    private sealed class Load
    {
        private readonly ConcurrentQueue<(int Index, string Text)> _answers = [];
        private readonly Task[] _callers;
        private volatile bool _stopped;

        public Load(IFewShotService service)
            => _callers = [.. Enumerable.Range(0, Callers).Select(caller => Task.Run(() => AskAsync(service, caller)))];

        /// <summary>Lets them ask until there are so many more answers.</summary>
        public void Run(int answers)
        {
            var wanted = _answers.Count + answers;
            var began = Stopwatch.GetTimestamp();
            while (_answers.Count < wanted && !_callers.Any(caller => caller.IsFaulted)
                && Stopwatch.GetElapsedTime(began) < TimeSpan.FromMinutes(1))
            {
                Thread.Sleep(1);
            }
        }

        public async Task<(int Index, string Text)[]> StopAsync()
        {
            _stopped = true;
            await Task.WhenAll(_callers);
            return [.. _answers];
        }

        private async Task AskAsync(IFewShotService service, int caller)
        {
            for (var i = caller; !_stopped; i++)
            {
                var index = i % ServiceFolder.Others.Length;
                _answers.Enqueue((index, await ServiceFolder.AnswerAsync(service, index)));
            }
        }
    }
}
