using TorchSharp;

namespace Vhe.Networks.Tests.TestData;

/// <summary>The base of fixtures that make tensors: each test has a dispose scope of its own.</summary>
public abstract class TensorFixture
{
    private DisposeScope? _scope;

    [SetUp]
    public void OpenScope() => _scope = torch.NewDisposeScope();

    [TearDown]
    public void CloseScope() => _scope?.Dispose();
}
