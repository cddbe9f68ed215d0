using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Vhe.Networks.Training;

/// <summary>
/// The parameters of a network side by side in one tensor, and their gradients in another: what concerns all of them is one
/// operation and not one for each, which would cost more than its arithmetic.
/// </summary>
/// <remarks>The parameters stay the objects that they are; only where their numbers lie changes, for good.</remarks>
internal sealed class FlatParameters : IDisposable
{
    // Every parameter begins at a multiple of 64 bytes, as it would in memory of its own. The gaps stay zero.
    private const long Alignment = 16;

    private readonly Parameter[] _parameters;
    private readonly (string Name, long[] Shape, long Start, long Length)[] _places;

    /// <summary>Moves parameters, float32 and of one device, into one tensor.</summary>
    /// <param name="parameters">Their names and themselves.</param>
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
    /// <param name="flat">[N].</param>
    /// <returns>For each parameter its name and its part of the tensor, of its own shape, sharing its memory.</returns>
    public IEnumerable<(string Name, Tensor Tensor)> Split(Tensor flat) =>
        _places.Select(place => (place.Name, flat.narrow(0, place.Start, place.Length).view(place.Shape)));

    /// <inheritdoc/>
    public void Dispose()
    {
        // A model that is trained needs its weights alone.
        foreach (var parameter in _parameters)
        {
            parameter.grad = null;
        }

        Values.Dispose();
        Gradients.Dispose();
    }
}
