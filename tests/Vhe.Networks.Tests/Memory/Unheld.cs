using TorchSharp;
using TorchSharp.Modules;

namespace Vhe.Networks.Tests.Memory;

#pragma warning disable RS0030 // What must be found, and is never run.
/// <summary>Numbers that nobody holds, each in its own way.</summary>
internal static class Unheld
{
    public static Tensor In_an_operator(Tensor x) => x * 1.5;

    public static Tensor In_a_sum_of_tensors(Tensor x, Tensor y) => x + y;

    public static Tensor In_an_assignment(Tensor x, Tensor y)
    {
        x += y;
        return x;
    }

    public static Tensor In_an_argument(Tensor x) => x.clamp(0, 1);

    public static Tensor Made_by_hand(Tensor x) => x.mul(1.5.ToScalar());

    public static Tensor Kept_in_a_variable(Tensor x)
    {
        var number = 1.5.ToScalar();
        return x.mul(number);
    }

    public static Tensor Within_a_function(Tensor x) => nn.functional.softplus(x);

    public static Tensor Within_a_module(Tensor x) => nn.ELU().call(x);

    public static Func<Tensor, Tensor> In_a_delegate() => square;

    public static void Within_an_optimizer(Parameter[] parameters) => optim.SGD(parameters, 1).step();
}
#pragma warning restore RS0030
