namespace TorchSharp;

public static partial class torch
{
    public static partial class fft
    {
        public static Tensor rfft2(
            Tensor input, long[]? s = null, long[]? dim = null, FFTNormType norm = FFTNormType.Backward) =>
            input.dim() < 2
                ? throw new ArgumentException("rfft2() input should be at least 2D")
                : Dispatcher.Call("fft_rfft2"u8, input, s, dim ?? [-2, -1], Name(norm));

        public static Tensor irfft2(
            Tensor input, long[]? s = null, long[]? dim = null, FFTNormType norm = FFTNormType.Backward) =>
            input.dim() < 2
                ? throw new ArgumentException("irfft2() input should be at least 2D")
                : Dispatcher.Call("fft_irfft2"u8, input, s, dim ?? [-2, -1], Name(norm));

        private static string Name(FFTNormType norm) => norm switch
        {
            FFTNormType.Backward => "backward",
            FFTNormType.Forward => "forward",
            _ => "ortho",
        };
    }
}
