using Vhe.Networks.Data;
using Vhe.Networks.Distributions;
using Vhe.Networks.Models;
using static TorchSharp.torch;

namespace Vhe.Networks.Inference;

/// <summary>
/// log p(x | c) of some images: the integral over each image's own latent t, p(x | c) = E over q(t; x) of p(t) / q(t; x) * p(x | c, t),
/// by importance sampling (section 6.4.1). All values of c are tried with the same samples of t. Lives in the scope it is made in.
/// </summary>
internal sealed class ConditionalLikelihood
{
    private readonly Decoder _decoder;
    private readonly Device _device;
    private readonly Tensor _x;
    private readonly long _samples;
    private readonly Tensor? _values;
    private readonly Tensor? _logWeights;

    /// <summary>Draws the samples of t.</summary>
    /// <param name="network">A model with a latent variable for each class and perhaps one for each element.</param>
    /// <param name="x">[N, C, H, W].</param>
    /// <param name="samples">How many for each image.</param>
    /// <param name="noise">Where they come from.</param>
    public ConditionalLikelihood(VariationalHomoencoder network, Tensor x, int samples, NoiseSource noise)
    {
        (_decoder, _device, _x) = (network.Decoder, noise.Device, x);
        var latent = network.Latents.SingleOrDefault(item => item.Grouping == Grouping.Element);
        if (latent is null)
        {
            _samples = 1;
            return;
        }

        _samples = samples;
        var rows = arange(0, x.shape[0] * samples, dtype: int64, device: _device).div(samples, RoundingMode.floor);
        var q = latent.Encoder.Infer(x.unsqueeze(1), []).Rows(rows);
        _values = q.Sample(noise);
        _logWeights = latent.Prior.Given(_values, []).LogProbability(_values) - q.LogProbability(_values);
    }

    /// <summary>log p(x | c) of every image and every c.</summary>
    /// <param name="c">[K, ...].</param>
    /// <returns>[K, N], float64, in nats.</returns>
    public Tensor Given(Tensor c)
    {
        using var scope = NewDisposeScope();
        long classes = c.shape[0], images = _x.shape[0], perClass = images * _samples;
        var decoded = DecoderBatches.LogLikelihood(_decoder, _device, classes * perClass, _x.numel() / images, rows =>
        {
            var item = rows.div(perClass, RoundingMode.floor);
            var sample = rows - (item * perClass);
            var image = _x.index_select(0, sample.div(_samples, RoundingMode.floor));
            var code = c.index_select(0, item);
            return (image, _values is null ? [code] : [code, _values.index_select(0, sample)]);
        });

        // Log space and float64: the terms differ by tens of nats.
        var terms = decoded.to(float64).view(classes, images, _samples);
        var weighted = _logWeights is null ? terms : terms + _logWeights.to(float64).view(1, images, _samples);
        return (weighted.logsumexp(2) - Math.Log(_samples)).MoveToOuterDisposeScope();
    }
}
