using Vhe.Networks.Distributions;
using Vhe.Networks.Objectives;
using static TorchSharp.torch;

namespace Vhe.Networks.Data;

/// <summary>
/// Draws the minibatches of Algorithm 1 from classes of numbers (section 4.1): every class equally often in a batch, each time a
/// support set D without replacement, and targets x apart from it, or D itself where the objective does not resample.
/// </summary>
/// <remarks>Safe for concurrent use.</remarks>
public sealed class ElementSampler : IBatchSource
{
    private readonly ElementClasses _data;
    private readonly Objective _objective;
    private readonly int _support;
    private readonly int _targets;
    private readonly int _draws;
    private readonly long _seed;

    /// <summary>Prepares the draw.</summary>
    /// <param name="data">The classes.</param>
    /// <param name="objective">Whether x is drawn apart from D.</param>
    /// <param name="support">|D|, 1 to one less than a class has elements.</param>
    /// <param name="targets">How many targets share one D, 1 or more, where x is drawn apart; a class that has too few left gives
    /// some again.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="draws">How many support sets of each class are in a batch, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public ElementSampler(ElementClasses data, Objective objective, int support, int targets, long seed, int draws = 1)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(objective);
        OptionRange.Check(nameof(support), support, 1, data.Values.Min(item => item.Length) - 1);
        OptionRange.Check(nameof(targets), targets, 1);
        OptionRange.Check(nameof(draws), draws, 1);
        (_data, _objective, _support, _targets, _draws, _seed) = (data, objective, support, targets, draws, seed);
    }

    /// <inheritdoc/>
    public GroupedBatch Draw(long number, Device device)
    {
        using var scope = NewDisposeScope();
        var random = new Random(unchecked((int)NoiseSource.Derive(_seed, number)));
        long groupCount = (long)_data.Values.Count * _draws, targets = _objective.Resample ? _targets : _support;
        var (d, x, sizes) = (new List<float>(), new List<float>(), new List<float>());
        foreach (var item in Enumerable.Repeat(_data.Values, _draws).SelectMany(values => values))
        {
            var shuffled = (float[])item.Clone();
            random.Shuffle(shuffled);
            d.AddRange(shuffled[.._support]);
            x.AddRange(_objective.Resample ? Apart(shuffled) : shuffled[.._support]);
            sizes.Add(item.Length);
        }

        var of = arange(groupCount, dtype: int64).repeat_interleave(targets);
        var groups = new Groups(
            Keep(tensor(d.ToArray()).view(groupCount, _support, 1, 1, 1)),
            Keep(of),
            Keep(arange(groupCount, dtype: int64) * targets),
            Keep(tensor(sizes.ToArray())));
        return new GroupedBatch(Keep(tensor(x.ToArray()).view(groupCount * targets, 1, 1, 1)), groups);

        Tensor Keep(Tensor value) => value.to(device).MoveToOuterDisposeScope();
    }

    private IEnumerable<float> Apart(float[] shuffled) =>
        Enumerable.Range(0, _targets).Select(i => shuffled[_support + (i % (shuffled.Length - _support))]);
}
