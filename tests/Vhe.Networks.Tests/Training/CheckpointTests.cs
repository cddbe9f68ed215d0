using Vhe.Networks.Storage;

namespace Vhe.Networks.Tests.Training;

public class CheckpointTests
{
    private const int Stop = 7, End = 12;

    [Test]
    public void A_run_that_is_stopped_and_resumed_ends_with_the_weights_of_one_that_is_not()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("run.vhe");
        using var whole = TinyNetwork.Model();
        new VheTrainer(Quick.Run(End)).Train(whole, ToyGlyphs.Training);
        var first = Interrupted(path);

        using var resumed = TinyNetwork.Model(seed: 99);
        var result = Resume(path, resumed);

        Assert.That(first.Canceled, Is.True);
        Assert.That(first.Steps, Is.EqualTo(Stop));
        Assert.That(result.Steps, Is.EqualTo(End));
        Assert.That(result.Canceled, Is.False);
        Assert.That(result.Elapsed, Is.GreaterThan(first.Elapsed), "the time of both parts");
        Assert.That(TinyNetwork.Weights(resumed), Is.EqualTo(TinyNetwork.Weights(whole)));
    }

    [Test]
    public void A_run_that_is_done_is_not_trained_further()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("run.vhe");
        using var model = TinyNetwork.Model();
        var options = Quick.Run(3) with { CheckpointPath = path };
        new VheTrainer(options).Train(model, ToyGlyphs.Training);

        using var resumed = TinyNetwork.Model(seed: 99);
        var result = new VheTrainer(options with { Resume = true }).Train(resumed, ToyGlyphs.Training);

        Assert.That(result.Steps, Is.EqualTo(3));
        Assert.That(TinyNetwork.Weights(resumed), Is.EqualTo(TinyNetwork.Weights(model)));
    }

    [Test]
    public void Without_a_file_resuming_starts_a_run_and_writes_one_at_its_end()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("run.vhe");
        using var model = TinyNetwork.Model();
        using var other = TinyNetwork.Model();

        new VheTrainer(Quick.Run(3) with { CheckpointPath = path, Resume = true }).Train(model, ToyGlyphs.Training);
        new VheTrainer(Quick.Run(3)).Train(other, ToyGlyphs.Training);

        Assert.That(TinyNetwork.Weights(model), Is.EqualTo(TinyNetwork.Weights(other)));
        Assert.That(path, Does.Exist);
    }

    [Test]
    public void It_is_written_now_and_then_and_holds_the_step()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("run.vhe");
        var seen = new List<bool>();
        using var model = TinyNetwork.Model();

        new VheTrainer(Quick.Run(4) with
        {
            CheckpointPath = path,
            CheckpointInterval = TimeSpan.Zero,
            Progress = Quick.Tell(_ => seen.Add(File.Exists(path))),
        }).Train(model, ToyGlyphs.Training);

        Assert.That(seen, Is.EqualTo([false, true, true, true]), "a report comes before the checkpoint of its step");
        Assert.That(SafetensorsReader.Read(File.ReadAllBytes(path)).Metadata["run"], Does.Contain("\"Step\":4"));
    }

    [Test]
    public void A_file_that_does_not_fit_is_refused_and_the_model_is_left_alone()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("run.vhe");
        Interrupted(path);
        var file = SafetensorsReader.Read(File.ReadAllBytes(path));

        AssertRefused(Quick.Run(End) with { Seed = 4 }, "seed 3, not 4");
        AssertRefused(Quick.Run(End), "architecture", TinyNetwork.Options with { PriorChannels = 5 });
        Write(file, ("optimizer_steps", "99999999999999999999"));
        AssertRefused(Quick.Run(End), path);
        Write(file, ("optimizer_steps", "-1"));
        AssertRefused(Quick.Run(End), "negative");
        Write(file, ("run", "null"));
        AssertRefused(Quick.Run(End), "not a training run");
        Write(file, ("run", "{"));
        AssertRefused(Quick.Run(End), path);
        Write(new SafetensorsFile(file.Metadata, file.Tensors.Where(t => t.Name != "adam.exp_avg.decoder.affine.bias")));
        AssertRefused(Quick.Run(End), "'adam.exp_avg.decoder.affine.bias' is missing");
        File.WriteAllBytes(path, [.. SafetensorsBytes(file).SkipLast(1)]);
        AssertRefused(Quick.Run(End), path);
        File.WriteAllText(path, "something else entirely");
        AssertRefused(Quick.Run(End), path);

        void AssertRefused(TrainingOptions options, string messagePart, PixelCnnVheOptions? network = null)
        {
            using var model = VheModel.Create(network ?? TinyNetwork.Options, seed: 5);
            var before = TinyNetwork.Weights(model);
            Assert.That(
                () => new VheTrainer(options with { CheckpointPath = path, Resume = true }).Train(model, ToyGlyphs.Training),
                Throws.TypeOf<InvalidDataException>().With.Message.Contains(path).And.Message.Contains(messagePart));
            Assert.That(TinyNetwork.Weights(model), Is.EqualTo(before), messagePart);
            Assert.That(model.Network.training, Is.False);
        }

        void Write(SafetensorsFile contents, params (string Key, string Value)[] changes)
        {
            var metadata = new Dictionary<string, string>(contents.Metadata, StringComparer.Ordinal);
            foreach (var (key, value) in changes)
                metadata[key] = value;

            File.WriteAllBytes(path, SafetensorsBytes(new SafetensorsFile(metadata, contents.Tensors)));
        }
    }

    [Test]
    public void A_model_file_is_not_a_run()
    {
        using var folder = new TemporaryFolder();
        using var model = TinyNetwork.Model();
        model.Save(folder.File("model.vhe"));

        Assert.That(
            () => Resume(folder.File("model.vhe"), model),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains("training run"));
    }

    private static TrainingResult Interrupted(string path)
    {
        using var source = new CancellationTokenSource();
        using var model = TinyNetwork.Model();
        var options = Quick.Run(End).CancelAfter(Stop, source) with { CheckpointPath = path };
        return new VheTrainer(options).Train(model, ToyGlyphs.Training, source.Token);
    }

    private static TrainingResult Resume(string path, VheModel model)
        => new VheTrainer(Quick.Run(End) with { CheckpointPath = path, Resume = true }).Train(model, ToyGlyphs.Training);

    private static byte[] SafetensorsBytes(SafetensorsFile file)
    {
        using var stream = new MemoryStream();
        SafetensorsWriter.Write(file, stream);
        return stream.ToArray();
    }
}
