using Vhe.Networks;
using Vhe.Networks.Data;
using Vhe.Networks.Distributions;
using Vhe.Networks.Models;
using static TorchSharp.torch;

namespace PaperExperiments.Deconvolutional;

/// <summary>Draws new characters and new alphabets from a hierarchical model (section 4.3, Figures 7 and 10).</summary>
/// <remarks>Safe for concurrent use. Images are returned with 0 or 1 in every pixel.</remarks>
internal sealed class HierarchicalGenerator
{
    private const int ImagesPerBatch = 64;

    private readonly VariationalHomoencoder _network;
    private readonly ImageShape _shape;
    private readonly Device _device;

    /// <summary>Takes a trained <see cref="HierarchicalVhe"/>, which it does not dispose.</summary>
    public HierarchicalGenerator(VheModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var groupings = model.Network.Latents.Select(latent => latent.Grouping);
        if (!groupings.SequenceEqual([Grouping.Alphabet, Grouping.Class, Grouping.Element]))
        {
            throw new ArgumentException(
                "The network must have latent variables for each alphabet, class and element, in this order.", nameof(model));
        }

        (_network, _shape, _device) = (model.Network, model.ImageShape, model.Device);
    }

    /// <summary>Draws new images of the class of a few examples: for each a from q(a; D_a), c from q(c; D, a), z from
    /// p(z | a, c).</summary>
    public float[][] GenerateCharacters(
        IReadOnlyList<float[]> examples, int count, long seed, IReadOnlyList<float[]>? alphabet = null, double temperature = 1)
    {
        var checkedD = Checked("D", examples);
        var checkedAlphabet = alphabet is null ? checkedD : Checked("D_a", alphabet);

        // D is encoded beside the a of every image.
        return Draw(count, Math.Max(1, ImagesPerBatch / checkedD.Count), seed, temperature, (_, images, noise) =>
        {
            var a = Posterior(0, checkedAlphabet, [], 1).Rows(zeros(images, dtype: int64, device: _device)).Sample(noise);
            return [a, Posterior(1, checkedD, [a], images).Sample(noise)];
        });
    }

    /// <summary>Draws new characters of the alphabet of a few examples: one a from q(a; D_a), a c from p(c | a) for each
    /// character, and a z from p(z | a, c) for each image of it.</summary>
    public float[][] GenerateAlphabet(
        IReadOnlyList<float[]> examples, int characters, int imagesPerCharacter, long seed, double temperature = 1)
    {
        var checkedD = Checked("D_a", examples);
        return DrawAlphabet(
            characters, imagesPerCharacter, seed, temperature, noise => Posterior(0, checkedD, [], 1).Sample(noise));
    }

    /// <summary>Draws an alphabet that nobody has seen: a from p(a), and then as <see cref="GenerateAlphabet"/>.</summary>
    public float[][] GenerateNewAlphabet(int characters, int imagesPerCharacter, long seed, double temperature = 1)
        => DrawAlphabet(characters, imagesPerCharacter, seed, temperature, noise => _network.Latents[0].Prior.Sample(1, [], noise));

    private float[][] DrawAlphabet(
        int characters, int imagesPerCharacter, long seed, double temperature, Func<SeededGenerator, Tensor> drawAlphabet)
    {
        OptionRange.Check(nameof(characters), characters, 0);
        OptionRange.Check(nameof(imagesPerCharacter), imagesPerCharacter, 1, int.MaxValue / Math.Max(1, characters));
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var noise = new SeededGenerator(SeededGenerator.Derive(seed, 0), _device);
        var (a, c) = NativeCall.Guard("Drawing characters", () =>
        {
            var one = drawAlphabet(noise);
            var each = one.expand(characters, -1);
            return (one, characters == 0 ? each : _network.Latents[1].Prior.Sample(characters, [each], noise));
        });
        var count = characters * imagesPerCharacter;
        return Draw(count, ImagesPerBatch, SeededGenerator.Derive(seed, 1), temperature, (start, images, _) =>
        {
            var rows = NumberTensor.Range(start, start + images, int64, _device);
            return [a.expand(images, -1), c.index_select(0, rows.FlooredQuotient(imagesPerCharacter))];
        });
    }

    /// <summary>Draws images, some at a time.</summary>
    private float[][] Draw(
        int count, int perBatch, long seed, double temperature, Func<int, int, SeededGenerator, List<Tensor>> drawParents)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        OptionRange.CheckPositive(nameof(temperature), temperature);
        using var untracked = no_grad();
        using var noise = new SeededGenerator(seed, _device);
        return NativeCall.Guard<float[][]>("Drawing images", ()
            => [.. Enumerable.Range(0, count).Chunk(perBatch).SelectMany(images => Batch(images[0], images.Length))]);

        float[][] Batch(int start, int images)
        {
            using var scope = NewDisposeScope();
            var values = drawParents(start, images, noise);
            values.Add(_network.Latents[2].Prior.Sample(images, values, noise));
            return ImageTensor.ToArrays(_network.Decoder.Sample(values, noise, temperature));
        }
    }

    /// <summary>The posterior of a latent variable from one support set, beside each row of the parents.</summary>
    private DiagonalGaussian Posterior(int latent, IReadOnlyList<float[]> support, Tensor[] parents, int count)
    {
        var d = ImageTensor.From(support, _shape, _device).unsqueeze(0);
        return _network.Latents[latent].Encoder.Infer(d.expand(count, -1, -1, -1, -1), parents);
    }

    private IReadOnlyList<float[]> Checked(string name, IReadOnlyList<float[]> images)
        => GroupedImages.Check(_shape, name, images);
}
