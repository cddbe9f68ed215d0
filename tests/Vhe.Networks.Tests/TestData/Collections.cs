using System.Diagnostics;

namespace Vhe.Networks.Tests.TestData;

/// <summary>Collections on a thread of their own, for as long as this lives: what no one holds at that moment is freed, under a
/// native call too.</summary>
internal sealed class Collections : IDisposable
{
    private static readonly TimeSpan Each = TimeSpan.FromSeconds(6);

    private const int BytesEach = 20_000;
    private const int FullEach = 50;

    private readonly Thread _thread;
    private long _count;
    private volatile bool _ends;
    private byte[] _last = [];

    /// <summary>Begins.</summary>
    public Collections()
    {
        _thread = new Thread(Collect) { IsBackground = true, Name = "collections" };
        _thread.Start();
    }

    /// <summary>How many there have been.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <inheritdoc/>
    public void Dispose()
    {
        _ends = true;
        _thread.Join();
    }

    private void Collect()
    {
        while (!_ends)
        {
            // As a web server would, a few arrays for each collection.
            for (var i = 0; i < 4; i++)
                _last = new byte[BytesEach];

            // Now and then of everything, for what has lived a while; with room in between for the others to get on.
            GC.Collect(_count % FullEach == 0 ? GC.MaxGeneration : 0, GCCollectionMode.Forced, blocking: true);
            Interlocked.Increment(ref _count);
            Thread.SpinWait(2_000);
        }

        GC.KeepAlive(_last);
    }

    /// <summary>What is done beside collections is what is done without.</summary>
    public static void CheckBeside(Func<float[]> run)
    {
        var expected = run();
        using var collections = new Collections();
        var (began, runs) = (Stopwatch.GetTimestamp(), 0);
        do
        {
            Assert.That(run(), Is.EqualTo(expected), $"run {runs}, after {collections.Count} collections");
            runs++;
        }
        while (Stopwatch.GetElapsedTime(began) < Each);
        TestContext.Out.WriteLine($"{runs} runs beside {collections.Count} collections");
    }
}
