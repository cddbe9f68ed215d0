using System.Reflection;

namespace Vhe.Networks.Tests.TorchSharpContract;

/// <summary>A tensor's gradient: a method of TorchSharp 0.99, a property of 0.106.</summary>
internal static class Gradient
{
    public static Tensor Of(Tensor tensor)
    {
        var type = typeof(Tensor);
        var gradient = type.GetProperty("grad") is { } property
            ? property.GetValue(tensor)
            : type.GetMethod("grad", Type.EmptyTypes)!.Invoke(tensor, BindingFlags.Default, null, null, null);
        return (Tensor)gradient!;
    }
}
