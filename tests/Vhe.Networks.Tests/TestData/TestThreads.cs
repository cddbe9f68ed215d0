using TorchSharp;

namespace Vhe.Networks.Tests;

/// <summary>One thread for all tests: the networks are too small to share out, and results do not depend on the machine.
/// </summary>
[SetUpFixture]
public class TestThreads
{
    [OneTimeSetUp]
    public void UseOneThread() => torch.set_num_threads(1);

    [OneTimeTearDown]
    public void DisposeSharedModels()
    {
        TestData.TrainedToy.Dispose();
        TestData.TinyFactorial.Dispose();
    }
}
