using TorchSharp.Modules;
using Vhe.Networks.Layers;
using Vhe.Networks.Models;
using static TorchSharp.torch;

namespace PaperExperiments.Tightened;

/// <summary>
/// A learned q'(D; X): which elements of each class a support set is drawn from, "which indeed may itself be learned using policy
/// gradients" (section 6.1). A logit for every element; D is drawn one element after another without replacement, like the D of
/// r(D; c, X).
/// </summary>
/// <remarks>
/// The bound is B = E_q'[f(D) - log q'(D)], with f(D) the rest of it. Its gradient in the logits is, as grad q' = q' grad log q',
/// <code>grad B = E_q'[(f - log q') grad log q'] - E_q'[grad log q'] = E_q'[(f - log q' - b) grad log q'],</code>
/// because E_q'[grad log q'] is the gradient of the sum of q', 0; for the same reason any baseline b may be taken off that does
/// not depend on D. Here b is the running mean of f - log q' over the earlier draws of the class; the first draw of a class has
/// none, and teaches nothing but b. As automatic differentiation wants it:
/// <code>surrogate = (f - log q' - b) log q', with the bracket held constant.</code>
/// Not thread-safe while it is trained.
/// </remarks>
internal sealed class LearnedSubsampling : Network
{
    private const double LeastRate = 0.02;

    private readonly Parameter _logits;
    private readonly Tensor _sizes;
    private readonly Tensor _baseline;
    private readonly Tensor _draws;

    /// <summary>Creates a q' that draws every element as likely, as Algorithm 1 does.</summary>
    public LearnedSubsampling(IReadOnlyList<int> classSizes, Device? device = null)
        : base(nameof(LearnedSubsampling))
    {
        ClassSizes = new ClassSizes(classSizes);
        using var scope = NewDisposeScope();
        var (classes, where) = (ClassSizes.Count, device ?? CPU);
        _logits = new Parameter(zeros(classes, ClassSizes.Most, device: where));
        _sizes = ClassSizes.ToTensor(where);
        _baseline = zeros(classes, device: where);
        _draws = zeros(classes, device: where);
        register_parameter("logits", _logits);
        register_buffer("sizes", _sizes);
        register_buffer("baseline", _baseline);
        register_buffer("draws", _draws);
        VariationalHomoencoder.Detach(this);
    }

    /// <summary>The classes whose elements have logits.</summary>
    internal ClassSizes ClassSizes { get; }

    /// <summary>q'(D; X).</summary>
    internal PlackettLuce Given(Tensor classes)
        => PlackettLuce.Over(_logits.index_select(0, classes), _sizes.index_select(0, classes));

    /// <summary>Puts the elements of a class in an order whose first S are a D drawn from q', for every S.</summary>
    internal void Order(int number, int[] elements, Random random)
    {
        using var scope = NewDisposeScope();
        var logits = _logits.detach().select(0, number).cpu().data<float>().ToArray();

        // The largest of logits with Gumbel noise is a draw from their softmax, the next one a draw from those left, and so on.
        var keys = Array.ConvertAll(elements, i => Math.Log(-Math.Log(1 - random.NextDouble())) - logits[i]);
        Array.Sort(keys, elements);
    }

    /// <summary>The surrogate, less itself held constant: 0, and its gradient is the estimate of that of the bound.</summary>
    internal Tensor Score(Tensor reward, Tensor logProbability, Tensor classes)
    {
        var constant = reward.detach();
        var known = _draws.index_select(0, classes).IsAbove(0).to(float32);
        var surrogate = (constant - _baseline.index_select(0, classes)) * known * logProbability;
        if (training)
        {
            using var scope = NewDisposeScope();
            using var untracked = no_grad();
            Remember(constant, classes);
        }

        return surrogate - surrogate.detach();
    }

    /// <summary>A plain mean at first, later one that forgets.</summary>
    private void Remember(Tensor reward, Tensor classes)
    {
        var count = zeros_like(_draws).PlusRows(classes, ones_like(reward));
        var mean = zeros_like(_baseline).PlusRows(classes, reward) / count.AtLeast(1);
        var drawn = count.IsAbove(0).to(float32);
        _draws.PlusInPlace(drawn);
        var rate = _draws.AtLeast(1).reciprocal().AtLeast(LeastRate);
        _baseline.PlusInPlace(drawn * rate * (mean - _baseline));
    }
}
