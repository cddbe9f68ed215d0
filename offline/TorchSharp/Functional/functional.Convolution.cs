namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Layers as functions.</summary>
        public static partial class functional
        {
            public static Tensor conv2d(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null,
                long[]? padding = null, long[]? dilation = null, long groups = 1) =>
                Dispatcher.Call("conv2d"u8, input, weight, bias, Or(strides, 1), Or(padding, 0), Or(dilation, 1), groups);

            internal static Tensor conv2d_padding(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null,
                Padding padding = Padding.Valid, long[]? dilation = null, long groups = 1) =>
                Dispatcher.Call("conv2d.padding"u8, input, weight, bias, Or(strides, 1),
                    padding == Padding.Same ? "same" : "valid", Or(dilation, 1), groups);

            public static Tensor conv_transpose2d(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null,
                long[]? padding = null, long[]? output_padding = null, long[]? dilation = null, long groups = 1) =>
                Dispatcher.Call("conv_transpose2d.input"u8, input, weight, bias, Or(strides, 1), Or(padding, 0),
                    Or(output_padding, 0), groups, Or(dilation, 1));

            public static Tensor linear(Tensor input, Tensor weights, Tensor? bias = null) =>
                Dispatcher.Call("linear"u8, input, weights, bias);

            public static Tensor max_pool2d(Tensor input, long[] kernel_size, long[]? strides = null, long[]? padding = null,
                long[]? dilation = null, bool ceil_mode = false) =>
                Dispatcher.Call("max_pool2d"u8, input, kernel_size, strides ?? kernel_size, Or(padding, 0), Or(dilation, 1),
                    ceil_mode);

            public static Tensor max_pool2d(Tensor input, long kernel_size, long? stride = null, long? padding = null,
                long? dilation = null, bool ceil_mode = false) =>
                Dispatcher.Call("max_pool2d"u8, input, kernel_size, stride ?? kernel_size, padding ?? 0, dilation ?? 1,
                    ceil_mode);

            public static Tensor avg_pool2d(Tensor input, long[] kernel_size, long[]? stride = null, long[]? padding = null,
                bool ceil_mode = false, bool count_include_pad = true) =>
                Dispatcher.Call("avg_pool2d"u8, input, kernel_size, stride ?? kernel_size, Or(padding, 0), ceil_mode,
                    count_include_pad);

            public static Tensor avg_pool2d(Tensor input, long kernel_size, long? stride = null, long padding = 0,
                bool ceil_mode = false, bool count_include_pad = true) =>
                Dispatcher.Call("avg_pool2d"u8, input, kernel_size, stride ?? kernel_size, padding, ceil_mode, count_include_pad);

            public static Tensor unfold(Tensor input, long kernel_size, long dilation = 1, long padding = 0, long stride = 1) =>
                Dispatcher.Call("im2col"u8, input, new[] { kernel_size, kernel_size }, new[] { dilation, dilation },
                    new[] { padding, padding }, new[] { stride, stride });

            private static Argument Or(long[]? values, long otherwise) => values is null ? otherwise : values;
        }
    }
}
