using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>The parameters of a group that the native one-pass update can take, those at the same step together.</summary>
internal sealed class AdamBatch(Adam.Options options)
{
    private readonly List<nint> parameters = [];
    private readonly List<nint> gradients = [];
    private readonly List<nint> means = [];
    private readonly List<nint> squares = [];
    private readonly List<Tensor> alive = [];
    private long step;

    public bool TryAdd(Parameter parameter, Tensor gradient, Adam.State state)
    {
        if (options.amsgrad!.Value || options.maximize!.Value || !Plain(parameter) || !Plain(gradient) || !Plain(state.exp_avg) ||
            !Plain(state.exp_avg_sq)) return false;
        if (state.step != step) Run();
        step = state.step;
        parameters.Add(parameter.Handle);
        gradients.Add(gradient.Handle);
        means.Add(state.exp_avg.Handle);
        squares.Add(state.exp_avg_sq.Handle);
        alive.Add(gradient);
        return true;
    }

    public unsafe void Run()
    {
        if (parameters.Count == 0) return;
        fixed (nint* p = parameters.ToArray(), g = gradients.ToArray(), m = means.ToArray(), s = squares.ToArray())
        {
            Native.Check(Native.vhe_adam(p, g, m, s, parameters.Count, options.LearningRate!.Value, options.beta1!.Value,
                options.beta2!.Value, options.eps!.Value, options.weight_decay!.Value, step));
        }
        parameters.Clear();
        gradients.Clear();
        means.Clear();
        squares.Clear();
        alive.Clear();
    }

    private static bool Plain(Tensor tensor) => tensor.dtype == ScalarType.Float32 && tensor.is_contiguous();
}
