namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            public static Tensor relu(Tensor x, bool inplace = false) => inplace ? x.relu_().alias() : x.relu();

            public static Tensor leaky_relu(Tensor input, double negative_slope = 0.01, bool inplace = false) =>
                inplace ? input.leaky_relu_(negative_slope).alias() : input.leaky_relu(negative_slope);

            public static Tensor elu(Tensor x, double alpha, bool inplace = false) =>
                inplace ? x.elu_(alpha, 1.0, 1.0).alias() : x.elu(alpha, 1.0, 1.0);

            public static Tensor gelu(Tensor x) => x.gelu();

            public static Tensor tanh(Tensor x) => x.tanh();

            public static Tensor softplus(Tensor x, double beta = 1, double threshold = 20) =>
                Dispatcher.Call("softplus"u8, x, beta, threshold);

            public static Tensor softmax(Tensor input, long dim, ScalarType? dtype = null) => input.softmax(dim, dtype);

            public static Tensor log_softmax(Tensor x, long dim) => x.log_softmax(dim);

            public static Tensor dropout(Tensor input, double p = 0.5, bool training = true, bool inplace = false) => inplace
                ? Dispatcher.Call("dropout_"u8, input, p, training)
                : Dispatcher.Call("dropout"u8, input, p, training);

            public static Tensor one_hot(Tensor x, long num_classes = -1) => Dispatcher.Call("one_hot"u8, x, num_classes);

            public static Tensor batch_norm(Tensor input, Tensor? running_mean, Tensor? running_var, Tensor? weight = null,
                Tensor? bias = null, bool training = false, double momentum = 0.1, double eps = 1e-5) =>
                Dispatcher.Call("batch_norm"u8, input, weight, bias, running_mean, running_var, training, momentum, eps, false);

            public static Tensor layer_norm(Tensor input, long[] normalized_shape, Tensor? weight = null, Tensor? bias = null,
                double eps = 1e-5) => Dispatcher.Call("layer_norm"u8, input, normalized_shape, weight, bias, eps, false);
        }
    }
}
