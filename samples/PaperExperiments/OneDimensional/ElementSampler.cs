using PaperExperiments.Tightened;
using Vhe.Networks;
using Vhe.Networks.Data;
using Vhe.Networks.Distributions;
using Vhe.Networks.Models;
using static TorchSharp.torch;

namespace PaperExperiments.OneDimensional;

/// <summary>
/// Draws the minibatches of Algorithm 1 from classes of numbers (section 4.1): every class equally often in a batch, each time a
/// support set D without replacement, and targets x apart from it, or D itself where the objective does not resample.
/// </summary>
/// <remarks>Safe for concurrent use. With a learned q', draws depend on its weights too, and may not run beside its training.
/// </remarks>
internal sealed class ElementSampler : IBatchSource
{
    private readonly ElementClasses _data;
    private readonly Objective _objective;
    private readonly int _support;
    private readonly int _targets;
    private readonly int _draws;
    private readonly long _seed;
    private readonly LearnedSubsampling? _subsampling;

    /// <summary>Prepares the draw.</summary>
    public ElementSampler(
        ElementClasses data,
        Objective objective,
        int support,
        int targets,
        long seed,
        int draws = 1,
        LearnedSubsampling? subsampling = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(objective);
        OptionRange.Check(nameof(support), support, 1, data.Values.Min(item => item.Length) - 1);
        OptionRange.Check(nameof(targets), targets, 1);
        OptionRange.Check(nameof(draws), draws, 1);
        subsampling?.ClassSizes.CheckSame(data.Values.Select(item => item.Length), nameof(subsampling));
        (_data, _objective, _support, _targets, _draws, _seed) = (data, objective, support, targets, draws, seed);
        _subsampling = subsampling;
    }

    public bool? Resample => _objective.Resample;

    public GroupedBatch Draw(long number, Device device)
    {
        using var scope = NewDisposeScope();
        var random = new Random(unchecked((int)SeededGenerator.Derive(_seed, number)));
        var classes = _data.Values.Count;
        long groupCount = (long)classes * _draws, targets = _objective.Resample ? _targets : _support;
        var (d, x, sizes) = (new List<float>(), new List<float>(), new List<float>());
        var (numbers, elements) = (new List<long>(), new List<long>());
        for (var group = 0; group < groupCount; group++)
        {
            var k = group % classes;
            var item = _data.Values[k];
            var (chosen, others) = SubsetDraw.From(k, item.Length, _support, _subsampling, random);
            var from = _objective.Resample ? others : chosen;
            d.AddRange(chosen.Select(i => item[i]));
            x.AddRange(Enumerable.Range(0, (int)targets).Select(i => item[from[i % from.Length]]));
            sizes.Add(item.Length);
            numbers.Add(k);
            elements.AddRange(chosen.Select(i => (long)i));
        }

        var of = NumberTensor.Range(groupCount, int64).repeat_interleave(targets);
        var groups = new SubsetGroups(
            Keep(tensor(d.ToArray()).view(groupCount, _support, 1, 1, 1)),
            Keep(of),
            Keep(NumberTensor.Range(groupCount, int64).Times(targets)),
            Keep(tensor(sizes.ToArray())),
            Keep(tensor(elements.ToArray()).view(groupCount, _support)))
        {
            Class = Keep(tensor(numbers.ToArray())),
        };
        return new GroupedBatch(Keep(tensor(x.ToArray()).view(groupCount * targets, 1, 1, 1)), groups);

        Tensor Keep(Tensor value) => value.to(device).MoveToOuterDisposeScope();
    }
}
