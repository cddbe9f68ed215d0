using Vhe.Networks.Storage;

namespace Vhe.Networks.Tests.Models;

public class VheModelTests
{
    private static IReadOnlyList<float[]> Drawings => ToyGlyphs.New.Classes[0].Images;

    [Test]
    public void The_same_seed_gives_the_same_weights_and_another_gives_others()
    {
        using var model = TinyNetwork.Model(seed: 1);
        using var again = TinyNetwork.Model(seed: 1);
        using var other = TinyNetwork.Model(seed: 2);

        Assert.That(TinyNetwork.Weights(again), Is.EqualTo(TinyNetwork.Weights(model)));
        Assert.That(
            TinyNetwork.Weights(other)["decoder.pixelcnn.past.weight"],
            Is.Not.EqualTo(TinyNetwork.Weights(model)["decoder.pixelcnn.past.weight"]));
    }

    [Test]
    public void A_new_model_is_in_evaluation_mode_and_in_float32()
    {
        using var model = TinyNetwork.Model();

        Assert.That(model.Network.modules().Append(model.Network).Select(module => module.training), Is.All.False);
        Assert.That(model.Precision, Is.EqualTo(Precision.Float32));
        Assert.That(model.Device.type, Is.EqualTo(TorchSharp.DeviceType.CPU));
    }

    [Test]
    public void A_code_is_the_posterior_mean_of_c_and_the_same_every_time()
    {
        var model = TrainedToy.Model;

        var code = model.Embed([Drawings[0], Drawings[1]]);

        using var scope = TorchSharp.torch.NewDisposeScope();
        var support = Networks.Data.ImageTensor.From([Drawings[0], Drawings[1]], model.ImageShape, model.Device).unsqueeze(0);
        Assert.That(code, Is.EqualTo(model.Network.Latents[0].Encoder.Infer(support, []).Mean.Values()));
        Assert.That(code, Has.Length.EqualTo(model.EmbeddingLength));
        Assert.That(model.Embed([Drawings[0], Drawings[1]]), Is.EqualTo(code));
        Assert.That(code, Has.Some.Not.EqualTo(code[0]));
    }

    [Test]
    public void Codes_of_drawings_of_one_class_lie_nearer_than_those_of_two()
    {
        var codes = ToyGlyphs.New.Classes
            .Select(item => item.Images.Take(4).Select(image => TrainedToy.Model.Embed([image])).ToArray()).ToArray();

        var within = codes.Average(k => Distance(k[0], k[1]) + Distance(k[2], k[3]));
        var between = Enumerable.Range(0, 5).Average(k
            => Distance(codes[k][0], codes[(k + 1) % 5][1]) + Distance(codes[k][2], codes[(k + 2) % 5][3]));

        Assert.That(between, Is.GreaterThan(1.3 * within));
    }

    [Test]
    public void Images_that_it_cannot_read_are_refused()
    {
        var model = TrainedToy.Model;

        Assert.That(() => model.Embed([]), Throws.ArgumentException.With.Message.Contains("no images"));
        Assert.That(() => model.Embed([new float[63]]), Throws.ArgumentException.With.Message.Contains("63 values"));
        Assert.That(
            () => model.Embed([new float[64], [.. new float[63], 1.5f]]), Throws.ArgumentException.With.Message.Contains("1.5"));
    }

    [TestCase("gpu")]
    [TestCase("cuda:x9")]
    [TestCase("CPU")]
    public void A_device_that_is_not_there_is_named(string device)
    {
        Assert.That(
            () => VheModel.Create(TinyNetwork.Options, device: device),
            Throws.TypeOf<VheException>().With.Message.Contains($"'{device}'"));
    }

    [Test]
    public void Bfloat16_changes_the_code_a_little()
    {
        using var model = TinyNetwork.Model();
        var exact = model.Embed(Drawings);
        model.Precision = Precision.BFloat16;

        var rounded = model.Embed(Drawings);

        Assert.That(rounded, Is.Not.EqualTo(exact));
        Assert.That(rounded, Is.EqualTo(exact).Within(0.05f));
    }

    [Test]
    public void A_shared_model_outlives_its_disposal_and_keeps_its_precision()
    {
        var model = TinyNetwork.Model().Share();
        var code = model.Embed(Drawings);

        model.Dispose();

        Assert.That(model.Embed(Drawings), Is.EqualTo(code));
        Assert.That(() => model.Precision = Precision.BFloat16, Throws.InvalidOperationException.With.Message.Contains("shared"));
    }

    [Test]
    public void In_half_precision_its_file_is_smaller_by_half_its_weights_and_its_code_almost_the_same()
    {
        using var whole = new MemoryStream();
        using var half = new MemoryStream();
        TrainedToy.Model.Save(whole);
        TrainedToy.Model.Save(half, WeightFormat.Float16);
        using var loaded = VheModel.FromBytes(half.ToArray());

        var code = loaded.Embed(Drawings);

        var weights = TrainedToy.Model.Network.state_dict().Values.Where(tensor => tensor.dim() > 1).Sum(tensor => tensor.numel());
        Assert.That(whole.Length - half.Length, Is.EqualTo(2 * weights).Within(1024), "but for the header");
        Assert.That(code, Is.Not.EqualTo(TrainedToy.Model.Embed(Drawings)));
        Assert.That(code, Is.EqualTo(TrainedToy.Model.Embed(Drawings)).Within(0.02f));
    }

    [Test]
    public void Threads_may_share_it()
    {
        var model = TrainedToy.Model;
        var expected = Drawings.Select(image => model.Embed([image])).ToArray();
        var found = new float[Drawings.Count][];

        Parallel.For(
            0, Drawings.Count, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i => found[i] = model.Embed([Drawings[i]]));

        Assert.That(found, Is.EqualTo(expected).Within(1e-5f));
    }

    private static double Distance(float[] a, float[] b) => Math.Sqrt(a.Zip(b, (x, y) => Math.Pow(x - y, 2)).Sum());
}
