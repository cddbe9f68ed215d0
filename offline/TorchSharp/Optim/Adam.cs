using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Adam (Kingma and Ba). Float32 parameters of the CPU are updated in one pass each.</summary>
public class Adam : OptimizerHelper
{
    private readonly Options defaults;

    public Adam(IEnumerable<Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8,
        double weight_decay = 0, bool amsgrad = false, bool maximize = false)
        : this([new ParamGroup(parameters, new Options())], lr, beta1, beta2, eps, weight_decay, amsgrad, maximize)
    {
    }

    public Adam(IEnumerable<ParamGroup> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8,
        double weight_decay = 0, bool amsgrad = false, bool maximize = false)
    {
        if (lr < 0.0) throw new ArgumentException($"Invalid learning rate: {lr}");
        if (eps < 0.0) throw new ArgumentException($"Invalid ε: {eps}");
        if (beta1 is < 0.0 or >= 1.0) throw new ArgumentException($"Invalid β1: {beta1}");
        if (beta2 is < 0.0 or >= 1.0) throw new ArgumentException($"Invalid β2: {beta2}");
        if (weight_decay < 0.0) throw new ArgumentException($"Invalid weight_decay value: {weight_decay}");
        defaults = new Options
        {
            LearningRate = lr,
            InitialLearningRate = lr,
            beta1 = beta1,
            beta2 = beta2,
            eps = eps,
            weight_decay = weight_decay,
            amsgrad = amsgrad,
            maximize = maximize,
        };
        foreach (var group in parameters) add_param_group(group);
    }

    public override void add_param_group(Modules.ParamGroup param_group)
    {
        var options = param_group.Options as Options ?? new Options();
        param_group.Options = options;
        options.FillFrom(defaults);
        _parameter_groups.Add(param_group);
        foreach (var parameter in param_group.Parameters)
        {
            var state = new State(parameter);
            state.Initialize(options);
            States[parameter.Handle] = state;
        }
    }

    public override Tensor? step(Func<Tensor>? closure = null) => Step<ParamGroup>(Update, closure);

    private void Update(ParamGroup group)
    {
        var fused = new AdamBatch(group.Options);
        foreach (var parameter in group.Parameters)
        {
            var gradient = parameter.grad;
            if (gradient is null) continue;
            var state = (State)States[parameter.Handle];
            state.step++;
            if (!fused.TryAdd(parameter, gradient, state)) Update(parameter, gradient, state, group.Options);
        }
        fused.Run();
    }

    private static void Update(Parameter parameter, Tensor gradient, State state, Options options)
    {
        double beta1 = options.beta1!.Value, beta2 = options.beta2!.Value;
        double correction1 = 1 - Math.Pow(beta1, state.step), correction2 = 1 - Math.Pow(beta2, state.step);
        if (options.maximize!.Value) gradient = -gradient;
        if (options.weight_decay!.Value != 0) gradient = gradient.add(parameter, options.weight_decay.Value);
        state.exp_avg.mul_(beta1).add_(gradient, 1 - beta1);
        state.exp_avg_sq.mul_(beta2).addcmul_(gradient, gradient, 1 - beta2);
        var square = state.exp_avg_sq;
        if (state.max_exp_avg_sq is not null)
        {
            using var before = state.max_exp_avg_sq;
            square = state.max_exp_avg_sq = maximum(before, square).DetachFromDisposeScope();
        }
        var denominator = (square.sqrt() / Math.Sqrt(correction2)).add_(options.eps!.Value);
        parameter.addcdiv_(state.exp_avg, denominator, -options.LearningRate!.Value / correction1);
    }

    /// <summary>Running means of the gradient and of its square.</summary>
    public sealed class State(Parameter parameter) : OptimizerState(parameter), IDisposable
    {
        public long step;
        public Tensor exp_avg = null!;
        public Tensor exp_avg_sq = null!;
        public Tensor? max_exp_avg_sq;

        public override void Initialize(OptimizerOptions options)
        {
            Dispose();
            step = 0;
            exp_avg = zeros_like(_parameter).DetachFromDisposeScope();
            exp_avg_sq = zeros_like(_parameter).DetachFromDisposeScope();
            max_exp_avg_sq = ((Options)options).amsgrad!.Value ? zeros_like(_parameter).DetachFromDisposeScope() : null;
        }

        public override void LoadStateDict(OptimizerState source)
        {
            var from = (State)source;
            Dispose();
            step = from.step;
            exp_avg = Copy(from.exp_avg);
            exp_avg_sq = Copy(from.exp_avg_sq);
            max_exp_avg_sq = from.max_exp_avg_sq is null ? null : Copy(from.max_exp_avg_sq);
        }

        public override bool ApproximatelyEquals(OptimizerState other) =>
            other is State state && step == state.step && exp_avg.allclose(state.exp_avg) &&
            exp_avg_sq.allclose(state.exp_avg_sq) &&
            (max_exp_avg_sq is null || (state.max_exp_avg_sq is not null && max_exp_avg_sq.allclose(state.max_exp_avg_sq)));

        public void Dispose()
        {
            exp_avg?.Dispose();
            exp_avg_sq?.Dispose();
            max_exp_avg_sq?.Dispose();
        }

        private static Tensor Copy(Tensor tensor) => tensor.clone().DetachFromDisposeScope();
    }

    /// <summary>Options of a group; what is not set comes from the optimizer.</summary>
    public class Options : OptimizerOptions
    {
        public double? beta1;
        public double? beta2;
        public double? weight_decay;
        public double? eps;
        public bool? amsgrad;
        public bool? maximize;

        public override void LoadStateDict(OptimizerOptions source)
        {
            base.LoadStateDict(source);
            var from = (Options)source;
            (beta1, beta2, weight_decay, eps) = (from.beta1, from.beta2, from.weight_decay, from.eps);
            (amsgrad, maximize) = (from.amsgrad, from.maximize);
        }

        internal void FillFrom(Options defaults)
        {
            LearningRate ??= defaults.LearningRate;
            beta1 ??= defaults.beta1;
            beta2 ??= defaults.beta2;
            weight_decay ??= defaults.weight_decay;
            eps ??= defaults.eps;
            amsgrad ??= defaults.amsgrad;
            maximize ??= defaults.maximize;
            InitialLearningRate = LearningRate!.Value;
        }
    }

    /// <summary>Parameters with options of their own.</summary>
    public class ParamGroup : ParamGroup<Options>
    {
        public ParamGroup()
        {
        }

        public ParamGroup(IEnumerable<Parameter> parameters, Options options) : base(parameters, options)
        {
        }

        public ParamGroup(IEnumerable<Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999,
            double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false)
            : base(parameters, new Options
            {
                LearningRate = lr,
                beta1 = beta1,
                beta2 = beta2,
                eps = eps,
                weight_decay = weight_decay,
                amsgrad = amsgrad,
                maximize = maximize,
            })
        {
        }
    }
}
