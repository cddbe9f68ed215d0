namespace Vhe.Networks.Tests.Layers;

public class BatchNormTests : TensorFixture
{
    private const double Epsilon = 1e-5, Momentum = 0.1;

    [Test]
    public void In_training_each_channel_is_normalized_by_the_batch()
    {
        var layer = Layer();
        var input = Tensors.Normal(1, 4, 3, 5, 2).Times(3).Plus(2);

        var output = layer.call(input);

        var state = layer.state_dict();
        for (var channel = 0; channel < 3; channel++)
        {
            var x = input.select(1, channel).Values();
            var mean = x.Average(value => (double)value);
            var variance = x.Average(value => Math.Pow(value - mean, 2));
            var (weight, bias) = (state["weight"].Value(channel), state["bias"].Value(channel));
            var expected = x.Select(value => (float)((weight * (value - mean) / Math.Sqrt(variance + Epsilon)) + bias));
            Assert.That(output.select(1, channel).Values(), Is.EqualTo(expected).Within(1e-4));
        }
    }

    [Test]
    public void Running_statistics_move_a_tenth_of_the_way_to_the_unbiased_ones_of_the_batch()
    {
        var layer = Layer();
        var state = layer.state_dict();
        var (mean, variance) = (zeros(3), ones(3));
        for (var step = 0; step < 3; step++)
        {
            var input = Tensors.Normal(step, 4, 3, 5, 2).Times(3).Plus(2);
            layer.call(input);
            var rows = input.transpose(0, 1).flatten(1);
            mean = mean.Times(1 - Momentum).Plus(rows.mean([1]).Times(Momentum));
            variance = variance.Times(1 - Momentum).Plus(rows.var(1, unbiased: true).Times(Momentum));
        }

        Assert.That(state["running_mean"].Values(), Is.EqualTo(mean.Values()).Within(1e-5));
        Assert.That(state["running_var"].Values(), Is.EqualTo(variance.Values()).Within(1e-4));
    }

    [Test]
    public void In_evaluation_the_running_statistics_serve_and_stay()
    {
        var layer = Layer();
        var state = layer.state_dict();
        layer.call(Tensors.Normal(1, 4, 3, 5, 2).Plus(1));
        var (mean, variance) = (state["running_mean"].Values(), state["running_var"].Values());
        layer.eval();
        var input = Tensors.Normal(2, 1, 3, 2, 2);

        var output = layer.call(input);

        for (var channel = 0; channel < 3; channel++)
        {
            var scale = state["weight"].Value(channel) / Math.Sqrt(variance[channel] + Epsilon);
            var expected = input.select(1, channel).Values()
                .Select(value => (float)(((value - mean[channel]) * scale) + state["bias"].Value(channel)));
            Assert.That(output.select(1, channel).Values(), Is.EqualTo(expected).Within(1e-5));
        }

        Assert.That(state["running_mean"].Values(), Is.EqualTo(mean));
        Assert.That(state["running_var"].Values(), Is.EqualTo(variance));
    }

    [Test]
    public void In_bfloat16_the_statistics_stay_float32()
    {
        var layer = Layer();

        var output = layer.call(Tensors.Normal(1, 4, 3, 5, 2).to(bfloat16));

        Assert.That(output.dtype, Is.EqualTo(ScalarType.BFloat16));
        Assert.That(layer.state_dict().Values.Select(value => value.dtype), Is.All.EqualTo(ScalarType.Float32));
    }

    [Test]
    public void One_value_a_channel_has_no_variance_which_is_why_a_batch_is_of_two_classes_at_least()
    {
        var layer = Layer();

        layer.call(Tensors.Normal(1, 1, 3, 1, 1));

        // No error: the network would be spoilt for evaluation.
        Assert.That(layer.state_dict()["running_var"].Values(), Is.All.NaN);
    }

    private static BatchNorm Layer()
    {
        using var noise = TinyNetwork.Noise();
        var layer = new BatchNorm(3, noise);
        Tensors.Randomize(layer, seed: 4, deviation: 1);
        return layer;
    }
}
