using Vhe.Networks.Distributions;

namespace Vhe.Networks.Layers;

/// <summary>The differentiable resampling of a spatial transformer (Jaderberg et al. 2015), bilinear, zero outside.</summary>
internal static class SpatialTransformer
{
    /// <summary>The parameters of the identity map: what every predicted transformation starts from.</summary>
    public static readonly float[] Identity = [1, 0, 0, 0, 1, 0];

    /// <summary>The map from a latent variable t to an affine map, almost the identity at first (section 6.4.3).</summary>
    public static Linear AffineFrom(long dimensions, SeededGenerator noise)
    {
        var map = new Linear(dimensions, 6, noise);
        Initial.Change(map.Weight, w => w.copy_(noise.Normal(w.shape).Times(0.02)));
        Initial.Change(map.Bias, b => b.copy_(tensor(Identity)));
        return map;
    }

    /// <summary>Resamples each image under its own affine map.</summary>
    public static Tensor Transform(Tensor images, Tensor affine)
    {
        var grid = nn.functional.affine_grid(affine.view(-1, 2, 3), images.shape, false);
        return nn.functional.grid_sample(images, grid, GridSampleMode.Bilinear, GridSamplePaddingMode.Zeros, false);
    }
}
