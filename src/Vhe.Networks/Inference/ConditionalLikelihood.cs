using Vhe.Networks.Distributions;
using Vhe.Networks.Models;

namespace Vhe.Networks.Inference;

/// <summary>
/// log p(x | c) of images: the integral over each image's own latent t, p(x | c) = E over q(t; x) of p(t) / q(t; x) * p(x | c, t),
/// by importance sampling (section 6.4.1). All values of c are tried with the same samples of t. Where the latent depends on c
/// (Eq. 13: p(z | c) and q(z; x, c)), it is drawn for each c anew. Lives in the scope it is made in.
/// </summary>
internal sealed class ConditionalLikelihood
{
    private readonly Decoder _decoder;
    private readonly LatentVariable? _element;
    private readonly Device _device;
    private readonly Tensor _x;
    private readonly long _samples;
    private readonly long _seed;
    private readonly Tensor? _values;
    private readonly Tensor? _logWeights;

    /// <summary>Draws the samples of t for images [N, C, H, W], where they are the same for all c.</summary>
    public ConditionalLikelihood(ClassLatents latents, Tensor x, int samples, long seed)
    {
        _element = latents.Element;
        (_decoder, _device, _x, _seed) = (latents.Model.Network.Decoder, latents.Device, x, seed);
        _samples = _element is null ? 1 : samples;
        if (_element is null or { ReadsParents: true })
            return;

        using var noise = new SeededGenerator(seed, _device);
        var rows = NumberTensor.Range(0, x.shape[0] * samples, int64, _device).FlooredQuotient(samples);
        var q = _element.Encoder.Infer(x.unsqueeze(1), []).Rows(rows);
        _values = q.Sample(noise);
        _logWeights = _element.Prior.Given(_values, []).LogProbability(_values) - q.LogProbability(_values);
    }

    /// <summary>log p(x | c) of every image and every c [K, ...]: [K, N], float64, in nats.</summary>
    public Tensor Given(Tensor c)
    {
        using var scope = NewDisposeScope();

        // Log space and float64: the terms differ by tens of nats.
        var terms = _element is { ReadsParents: true } latent ? TermsDrawnGiven(c, latent) : TermsOfSharedSamples(c);
        return terms.logsumexp(2).Minus(Math.Log(_samples)).MoveToOuterDisposeScope();
    }

    /// <summary>log of p(x | c, t) p(t) / q(t; x), [K, N, samples].</summary>
    private Tensor TermsOfSharedSamples(Tensor c)
    {
        long classes = c.shape[0], images = _x.shape[0], perClass = images * _samples;
        var decoded = _decoder.LogLikelihoodInBatches(_device, classes * perClass, _x.numel() / images, rows =>
        {
            var item = rows.FlooredQuotient(perClass);
            var sample = rows - item.Times(perClass);
            var image = _x.index_select(0, sample.FlooredQuotient(_samples));
            var code = c.index_select(0, item);
            return (image, _values is null ? [code] : [code, _values.index_select(0, sample)]);
        });
        var terms = decoded.to(float64).view(classes, images, _samples);
        return _logWeights is null ? terms : terms.Plus(_logWeights.to(float64).view(1, images, _samples));
    }

    /// <summary>log of p(x | c, z) p(z | c) / q(z; x, c), [K, N, samples].</summary>
    private Tensor TermsDrawnGiven(Tensor c, LatentVariable latent)
    {
        // The noise starts anew for each set of c: a value depends on nothing that was asked before.
        using var noise = new SeededGenerator(_seed, _device);
        long classes = c.shape[0], images = _x.shape[0], pairs = classes * images;
        var pairsPerBatch = Math.Max(1, Decoder.RowsPerBatch(_x.numel() / images) / _samples);
        var parts = new List<Tensor>();
        for (long start = 0; start < pairs; start += pairsPerBatch)
        {
            using var batch = NewDisposeScope();
            var pair = NumberTensor.Range(start, Math.Min(start + pairsPerBatch, pairs), int64, _device);
            var item = pair.FlooredQuotient(images);
            var (code, x) = (c.index_select(0, item), _x.index_select(0, pair - item.Times(images)));
            var rows = NumberTensor.Range(pair.shape[0], int64, _device).repeat_interleave(_samples);
            var q = latent.Encoder.Infer(x.unsqueeze(1), [code]).Rows(rows);
            var (z, codes) = (q.Sample(noise), code.index_select(0, rows));
            var logWeights = latent.Prior.Given(z, [codes]).LogProbability(z) - q.LogProbability(z);
            parts.Add(_decoder.LogLikelihood(x.index_select(0, rows), [codes, z]).Plus(logWeights).MoveToOuterDisposeScope());
        }

        return cat(parts.ToArray(), 0).to(float64).view(classes, images, _samples);
    }
}
