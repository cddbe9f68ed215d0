using TorchSharp;

namespace PaperExperiments.Tests;

[SetUpFixture]
public class TestThreads
{
    // The networks are too small to share out, and results do not depend on the machine.
    [OneTimeSetUp]
    public void UseOneThread() => torch.set_num_threads(1);

    [OneTimeTearDown]
    public void DisposeSharedModels()
    {
        TrainedToy.Dispose();
        TinyFactorial.Dispose();
    }
}
