using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Gradient descent with momentum.</summary>
public class SGD : OptimizerHelper
{
    private readonly Options defaults;

    public SGD(IEnumerable<Parameter> parameters, double lr, double momentum = 0.0, double dampening = 0, double weight_decay = 0,
        bool nesterov = false, bool maximize = false)
    {
        if (lr < 0.0) throw new ArgumentException($"Invalid learning rate: {lr}");
        if (momentum < 0.0) throw new ArgumentException($"Invalid momentum value: {momentum}");
        if (weight_decay < 0.0) throw new ArgumentException($"Invalid weight_decay value: {weight_decay}");
        if (nesterov && (momentum <= 0 || dampening != 0))
            throw new ArgumentException("Nesterov momentum requires a momentum and zero dampening");
        defaults = new Options
        {
            LearningRate = lr,
            InitialLearningRate = lr,
            momentum = momentum,
            dampening = dampening,
            weight_decay = weight_decay,
            nesterov = nesterov,
            maximize = maximize,
        };
        add_param_group(new ParamGroup<Options>(parameters, defaults));
    }

    public override void add_param_group(ParamGroup param_group)
    {
        param_group.Options ??= defaults;
        _parameter_groups.Add(param_group);
        foreach (var parameter in param_group.Parameters) States[parameter.Handle] = new State(parameter);
    }

    public override Tensor? step(Func<Tensor>? closure = null) => Step<ParamGroup<Options>>(Update, closure);

    private void Update(ParamGroup<Options> group)
    {
        var options = group.Options;
        foreach (var parameter in group.Parameters)
        {
            var gradient = parameter.grad;
            if (gradient is null) continue;
            if (options.weight_decay!.Value != 0) gradient = gradient.add(parameter, options.weight_decay.Value);
            if (options.momentum!.Value != 0)
            {
                var state = (State)States[parameter.Handle];
                if (state.momentum_buffer is null) state.momentum_buffer = gradient.clone().DetachFromDisposeScope();
                else state.momentum_buffer.mul_(options.momentum.Value).add_(gradient, 1 - options.dampening!.Value);
                gradient = options.nesterov!.Value
                    ? gradient.add(state.momentum_buffer, options.momentum.Value)
                    : state.momentum_buffer;
            }
            double sign = options.maximize!.Value ? 1 : -1;
            parameter.add_(gradient, sign * options.LearningRate!.Value);
        }
    }

    /// <summary>The running sum of gradients.</summary>
    public sealed class State(Parameter parameter) : OptimizerState(parameter), IDisposable
    {
        public Tensor? momentum_buffer;

        public override void Initialize(OptimizerOptions options) => Dispose();

        public override void LoadStateDict(OptimizerState source)
        {
            var from = (State)source;
            Dispose();
            momentum_buffer = from.momentum_buffer?.clone().DetachFromDisposeScope();
        }

        public void Dispose()
        {
            momentum_buffer?.Dispose();
            momentum_buffer = null;
        }
    }

    /// <summary>Options of a group.</summary>
    public class Options : OptimizerOptions
    {
        public double? momentum;
        public double? dampening;
        public double? weight_decay;
        public bool? nesterov;
        public bool? maximize;

        public override void LoadStateDict(OptimizerOptions source)
        {
            base.LoadStateDict(source);
            var from = (Options)source;
            (momentum, dampening, weight_decay) = (from.momentum, from.dampening, from.weight_decay);
            (nesterov, maximize) = (from.nesterov, from.maximize);
        }
    }
}
