using Vhe.Networks.Data;

namespace Vhe.Networks.Inference;

/// <summary>
/// How well an image and the examples of a class explain each other, against how well each explains itself: all in
/// log p(x | c, t) at the means of q(c; .) and q(t; x). Of an image x and examples d of a class with code c it is the product of
/// log p(x | c_x) / log p(x | c) and mean log p(d | c_d) / mean log p(d | c_x): about 1 at best, nearer to 0 the less the two
/// have in common. As ratios they allow intricate images more nats than simple ones. An image that its own code explains much
/// worse than any example, such as noise, is compared with <see cref="Floor"/> in its place. Not in the paper.
/// </summary>
internal static class MutualFit
{
    /// <summary>Examples that an image has to explain; more of them cost more than they help.</summary>
    public const int MostExamples = 2;

    /// <summary>The least that log p(x | c_x) counts as: half as many nats again as the worst of all examples takes.</summary>
    public static double Floor(double least) => 1.5 * least;

    /// <summary>The fit of an image.</summary>
    public static double Of(
        ClassLatents latents, float[] image, Tensor code, IReadOnlyList<float[]> examples, double explained, double floor)
    {
        using var scope = NewDisposeScope();
        var codes = cat(new[] { code, latents.InferClasses([image]).Mean }, 0);
        var used = examples.Take(MostExamples).ToArray();
        (long, long)[] pairs = [(0, 0), (0, 1), .. used.Select((_, d) => (1L + d, 1L))];
        var nats = LogLikelihoods(latents, [image, .. used], codes, pairs);
        return Share(Math.Max(nats[1], floor), nats[0]) * Share(explained, nats[2..].Average());
    }

    /// <summary>The fits of a class's first examples, each to the class without it (leave-one-out).</summary>
    public static double[] LeavingOneOut(ClassLatents latents, IReadOnlyList<float[]> examples, double[] own, int count)
    {
        using var scope = NewDisposeScope();
        float[][] images = [.. examples.Take(own.Length)];
        var codes = cat(
            new[] { latents.InferLeavingOneOut(examples, count).Mean, latents.InferClasses(images[..count]).Mean }, 0);
        var others = Array.ConvertAll(
            [.. Enumerable.Range(0, count)], i => Enumerable.Range(0, own.Length).Where(d => d != i).Take(MostExamples).ToArray());
        (long, long)[] pairs =
        [
            .. others.SelectMany((all, i) => all.Select(d => ((long)d, (long)(count + i))).Prepend((i, i))),
        ];
        var each = LogLikelihoods(latents, images, codes, pairs).Chunk(1 + others[0].Length);
        return [.. each.Select((nats, i) => Share(own[i], nats[0]) * Share(others[i].Average(d => own[d]), nats[1..].Average()))];
    }

    /// <summary>log p(x | c_x) of images, each by the code of itself alone.</summary>
    public static double[] Own(ClassLatents latents, IReadOnlyList<float[]> images)
    {
        using var scope = NewDisposeScope();
        return LogLikelihoods(
            latents, images, latents.InferClasses(images).Mean, [.. images.Select((_, i) => ((long)i, (long)i))]);
    }

    // A nat more on both sides: a certain image, such as a blank one, must not divide nothing by nothing.
    private static double Share(double own, double explained) => (own - 1) / (explained - 1);

    private static double[] LogLikelihoods(
        ClassLatents latents, IReadOnlyList<float[]> images, Tensor codes, (long Image, long Embedding)[] pairs)
    {
        var binary = images.Select(Binarization.Of).ToArray();
        var x = latents.Images(binary);
        var transforms = latents.ElementMeans(x);
        return latents.LogLikelihood(x, codes, transforms, pairs).to(float64).cpu().data<double>().ToArray();
    }
}
