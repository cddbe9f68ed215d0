using TorchSharp;

namespace Vhe.Networks.Tests.TorchSharpContract;

public class ThreadTests
{
    [Test]
    public void Threads_can_run_one_network_at_the_same_time()
    {
        using var scope = NewDisposeScope();
        using var module = nn.Sequential(nn.Conv2d(1, 8, 3, 1, 1), nn.ReLU(), nn.Conv2d(8, 4, 3, 1, 1));
        using var generator = new Generator(1);
        var image = rand(new long[] { 4, 1, 16, 16 }, generator: generator);
        float[] Run()
        {
            using var mode = no_grad();
            using var inner = NewDisposeScope();
            return module.call(image).data<float>().ToArray();
        }

        var expected = Run();
        var results = new float[8][];
        var threads = Enumerable.Range(0, results.Length).Select(i => new Thread(() =>
        {
            for (int round = 0; round < 20; round++) results[i] = Run();
        })).ToArray();
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        Assert.That(results, Is.All.EqualTo(expected).Within(1e-5f));
    }

    [Test]
    public void Grad_mode_belongs_to_its_thread()
    {
        bool recorded = false;
        using (no_grad())
        {
            var thread = new Thread(() =>
            {
                using var scope = NewDisposeScope();
                var x = ones(1);
                x.requires_grad = true;
                recorded = x.Times(2).requires_grad;
            });
            thread.Start();
            thread.Join();
        }
        Assert.That(recorded, Is.True);
    }

    [Test]
    public void The_number_of_threads_can_be_set()
    {
        int before = get_num_threads();
        set_num_threads(1);
        Assert.That(get_num_threads(), Is.EqualTo(1));
        set_num_threads(before);
    }
}
