namespace Vhe.Networks.Distributions;

/// <summary>
/// The distribution of a color pixel: a mixture of discretized logistics (Salimans et al. 2017, PixelCNN++). A pixel is drawn
/// from one of K components, and in it each channel from a logistic distribution that is cut into L levels, 0, 1 / (L - 1), ...,
/// 1; what lies beyond 0 and 1 belongs to these.
/// </summary>
/// <remarks>
/// The paper does not say how the pixels of its color images are distributed. The channels of a pixel need a joint distribution:
/// where it is uncertain whether a pixel is ink or paper, channels drawn apart would mix colors that neither of them has. The
/// component, drawn once for all channels, makes this choice, and nothing has to be autoregressive over the channels.
/// </remarks>
/// <param name="Weights">[B, K, ...], float32: the logits of the components.</param>
/// <param name="Means">[B, K, C, ...], float32, in units of the image.</param>
/// <param name="LogScales">[B, K, C, ...], float32: log of the logistics' scales.</param>
/// <param name="Levels">L, 2 or more.</param>
internal sealed record DiscretizedLogistics(Tensor Weights, Tensor Means, Tensor LogScales, int Levels)
{
    // A sixteenth of a level: its own level has 0.9993 of a component in its middle. Narrower ones gain nothing and have steep
    // gradients. The widest are even over the whole range.
    private const double LeastPartOfLevel = 1.0 / 16;
    private const double MaximumLogScale = 2;

    /// <summary>How many numbers parametrize a pixel.</summary>
    public static int ParameterCount(int components, int channels) => components * (1 + (2 * channels));

    /// <summary>Reads the parameters from the output of a network.</summary>
    public static DiscretizedLogistics From(Tensor parameters, int components, int channels, int levels)
    {
        var each = components * channels;
        var minimumLogScale = Math.Log(LeastPartOfLevel / (levels - 1));
        return new DiscretizedLogistics(
            parameters.narrow(1, 0, components),
            PerChannel(parameters.narrow(1, components, each)),
            PerChannel(parameters.narrow(1, components + each, each)).ClampedTo(minimumLogScale, MaximumLogScale),
            levels);

        Tensor PerChannel(Tensor values)
        {
            long[] shape = [values.shape[0], components, channels, .. values.shape[2..]];
            return values.reshape(shape);
        }
    }

    /// <summary>Rounds images to the nearest level.</summary>
    public static Tensor Quantize(Tensor images, int levels) => images.Times(levels - 1).round().DividedBy(levels - 1);

    /// <summary>log p(x), summed over the pixels.</summary>
    public Tensor LogProbability(Tensor x)
    {
        // With F the logistic function, a and b a level's upper and lower edge in units of the scale:
        // log(F(a) - F(b)) = log F(a) + log F(-b) + log(1 - exp(b - a)), where a - b is the width of the level. The lowest level
        // has no lower edge and the highest no upper one: only the other term is left.
        var (value, inverse) = (x.unsqueeze(1), (-LogScales).exp());
        var halfLevel = 0.5 / (Levels - 1);
        var (hasUpper, hasLower) = (value.IsBelow(1).to(float32), value.IsAbove(0).to(float32));
        var upper = LogLogistic(inverse * (value - Means).Plus(halfLevel));
        var lower = LogLogistic(-inverse * (value - Means).Minus(halfLevel));
        var width = (-inverse.Times(-2 * halfLevel).expm1()).log();
        var channels = (hasUpper * upper).Plus(hasLower * lower).Plus(hasUpper * hasLower * width);
        return Weights.log_softmax(1).Plus(channels.sum(2)).logsumexp(1).view(x.shape[0], -1).sum(1);
    }

    /// <summary>Draws one pixel of each image: the parameters are [B, K] and [B, K, C].</summary>
    public Tensor Sample(Tensor uniforms, double temperature)
    {
        var (components, channels) = (Means.shape[1], Means.shape[2]);
        var below = Weights.DividedBy(temperature).softmax(1).cumsum(1).le(uniforms.narrow(1, 0, 1)).to(int64).sum(1);
        var component = below.AtMost(components - 1).view(-1, 1, 1).expand(-1, 1, channels);
        var (mean, logScale) = (Means.gather(1, component).squeeze(1), LogScales.gather(1, component).squeeze(1));
        var u = uniforms.narrow(1, 1, channels);
        var value = mean.Plus(logScale.exp().Times(temperature) * (u.log() - u.SubtractedFrom(1).log()));
        return Quantize(value.ClampedTo(0, 1), Levels);
    }

    private static Tensor LogLogistic(Tensor value) => value.log_sigmoid();
}
