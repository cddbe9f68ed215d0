using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Vhe.Networks.Training;

/// <summary>Adam (Kingma and Ba, 2015) with its usual constants, over all parameters at once.</summary>
internal sealed class Adam : IDisposable
{
    private const double Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1e-8, NormEpsilon = 1e-6;

    private readonly FlatParameters _parameters;
    private readonly Tensor _mean, _square;

    /// <summary>Prepares the steps of parameters, which move into one tensor.</summary>
    /// <param name="parameters">Their names and themselves: float32, of one device.</param>
    public Adam(IEnumerable<(string Name, Parameter Parameter)> parameters)
    {
        _parameters = new FlatParameters(parameters);
        using var scope = NewDisposeScope();
        _mean = zeros_like(_parameters.Values).DetachFromDisposeScope();
        _square = zeros_like(_parameters.Values).DetachFromDisposeScope();
        Means = Views(_mean);
        Squares = Views(_square);
    }

    /// <summary>How many steps have been taken.</summary>
    public long Steps { get; set; }

    /// <summary>The running means of the gradients, live, by parameter.</summary>
    public IReadOnlyList<(string Name, Tensor Tensor)> Means { get; }

    /// <summary>The running means of the squared gradients, live, by parameter.</summary>
    public IReadOnlyList<(string Name, Tensor Tensor)> Squares { get; }

    /// <summary>Sets all gradients to zero, before a backward pass adds its own.</summary>
    public void ZeroGradients()
    {
        using var scope = NewDisposeScope();
        _parameters.Gradients.zero_();
    }

    /// <summary>Scales the gradients down where all of them together are longer than a limit.</summary>
    /// <param name="limit">The longest Euclidean norm that stays.</param>
    /// <returns>The norm before that.</returns>
    public double ClipGradients(double limit)
    {
        using var scope = NewDisposeScope();
        var norm = (double)_parameters.Gradients.norm().item<float>();
        if (norm > limit)
        {
            _parameters.Gradients.TimesInPlace(limit / (norm + NormEpsilon));
        }

        return norm;
    }

    /// <summary>Moves the parameters by their gradients.</summary>
    /// <param name="learningRate">How far: positive.</param>
    public void Step(double learningRate)
    {
        Steps++;
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using Scalar
            keep1 = Beta1.ToScalar(),
            add1 = (1 - Beta1).ToScalar(),
            keep2 = Beta2.ToScalar(),
            add2 = (1 - Beta2).ToScalar(),
            epsilon = Epsilon.ToScalar(),
            one = 1L.ToScalar(),
            correction = Math.Sqrt(1 - Math.Pow(Beta2, Steps)).ToScalar(),
            rate = (-learningRate / (1 - Math.Pow(Beta1, Steps))).ToScalar();
        var gradients = _parameters.Gradients;
        _mean.mul_(keep1).add_(gradients, add1);
        _square.mul_(keep2).addcmul_(gradients, gradients, add2);
        _parameters.Values.addcdiv_(_mean, _square.sqrt().div_(correction).add_(epsilon, one), rate);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (_, view) in Means.Concat(Squares))
        {
            view.Dispose();
        }

        _mean.Dispose();
        _square.Dispose();
        _parameters.Dispose();
    }

    private (string Name, Tensor Tensor)[] Views(Tensor flat) =>
        [.. _parameters.Split(flat).Select(part => (part.Name, part.Tensor.DetachFromDisposeScope()))];
}
