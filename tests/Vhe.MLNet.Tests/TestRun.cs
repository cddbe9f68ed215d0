using TorchSharp;

namespace Vhe.MLNet.Tests;

/// <summary>Before the first and after the last test.</summary>
[SetUpFixture]
internal sealed class TestRun
{
    /// <summary>Networks as small as these compute faster on one thread: waking others takes longer than the work.</summary>
    [OneTimeSetUp]
    public void UseOneThread() => torch.set_num_threads(1);

    /// <summary>Frees the shared weights.</summary>
    [OneTimeTearDown]
    public void Free() => TinyModel.Free();
}
