using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>A tensor that a module trains. It takes over the native reference of the tensor that it is made from.</summary>
public class Parameter : Tensor
{
    public Parameter(Tensor data, bool requires_grad = true)
        : base(data.with_requires_grad(requires_grad).MoveHandle(), register: false)
    {
        var scope = data.OwningDisposeScope;
        if (scope is null) return;
        scope.Remove(data);
        scope.Add(this);
    }
}
