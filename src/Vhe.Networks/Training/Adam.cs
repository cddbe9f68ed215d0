using TorchSharp;
using TorchSharp.Modules;

namespace Vhe.Networks.Training;

/// <summary>Adam (Kingma and Ba, 2015) with its usual constants, over all parameters at once.</summary>
internal sealed class Adam : IDisposable
{
    private const double Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1e-8, NormEpsilon = 1e-6;

    private readonly FlatParameters _parameters;
    private readonly Tensor _mean, _square;

    /// <summary>Prepares the steps of parameters, which move into one tensor.</summary>
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
    public double ClipGradients(double limit)
    {
        using var scope = NewDisposeScope();
        var norm = (double)_parameters.Gradients.norm().item<float>();
        if (norm > limit)
            _parameters.Gradients.TimesInPlace(limit / (norm + NormEpsilon));

        return norm;
    }

    /// <summary>Moves the parameters by their gradients.</summary>
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

    public void Dispose()
    {
        foreach (var (_, view) in Means.Concat(Squares))
            view.Dispose();

        _mean.Dispose();
        _square.Dispose();
        _parameters.Dispose();
    }

    private (string Name, Tensor Tensor)[] Views(Tensor flat)
        => [.. _parameters.Split(flat).Select(part => (part.Name, part.Tensor.DetachFromDisposeScope()))];

    /// <summary>
    /// The parameters of a network side by side in one tensor, and their gradients in another: what concerns all of them is one
    /// operation and not one for each, which would cost more than its arithmetic.
    /// </summary>
    /// <remarks>The parameters stay the objects that they are; only where their numbers lie changes, for good.</remarks>
    private sealed class FlatParameters : IDisposable
    {
        // Every parameter begins at a multiple of 64 bytes, as it would in memory of its own. The gaps stay zero.
        private const long Alignment = 16;

        private readonly Parameter[] _parameters;
        private readonly (string Name, long[] Shape, long Start, long Length)[] _places;

        /// <summary>Moves parameters, float32 and of one device, into one tensor.</summary>
        public FlatParameters(IEnumerable<(string Name, Parameter Parameter)> parameters)
        {
            var all = parameters.ToArray();
            _parameters = [.. all.Select(item => item.Parameter)];
            var length = 0L;
            _places = [.. all.Select(item =>
            {
                var place = (item.Name, item.Parameter.shape, length, item.Parameter.numel());
                length += (place.Item4 + Alignment - 1) / Alignment * Alignment;
                return place;
            })];

            using var scope = NewDisposeScope();
            using var untracked = no_grad();
            Values = zeros(length, float32, all[0].Parameter.device).DetachFromDisposeScope();
            Gradients = zeros_like(Values).DetachFromDisposeScope();
            foreach (var ((_, parameter), (value, gradient)) in all.Zip(Split(Values).Zip(Split(Gradients), (v, g) => (v.Tensor, g.Tensor))))
            {
                value.copy_(parameter);
                parameter.set_(value);
                parameter.grad = gradient;
            }
        }

        /// <summary>[N]: all values.</summary>
        public Tensor Values { get; }

        /// <summary>[N]: all gradients, which a backward pass adds to.</summary>
        public Tensor Gradients { get; }

        /// <summary>Looks into a tensor of this layout.</summary>
        public IEnumerable<(string Name, Tensor Tensor)> Split(Tensor flat)
            => _places.Select(place => (place.Name, flat.narrow(0, place.Start, place.Length).view(place.Shape)));

        public void Dispose()
        {
            // A model that is trained needs its weights alone.
            foreach (var parameter in _parameters)
                parameter.grad = null;

            Values.Dispose();
            Gradients.Dispose();
        }
    }
}
