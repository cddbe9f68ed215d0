namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor softmax(long dim, ScalarType? dtype = null) => Dispatcher.Call("softmax.int"u8, this, dim, dtype);

        public Tensor log_softmax(long dim, ScalarType? dtype = null) => Dispatcher.Call("log_softmax.int"u8, this, dim, dtype);

        public Tensor relu() => Dispatcher.Call("relu"u8, this);

        public Tensor relu6() => Dispatcher.Call("relu6"u8, this);

        public Tensor sigmoid() => Dispatcher.Call("sigmoid"u8, this);

        public Tensor selu() => Dispatcher.Call("selu"u8, this);

        public Tensor silu() => Dispatcher.Call("silu"u8, this);

        public Tensor gelu() => Dispatcher.Call("gelu"u8, this);

        public Tensor log_sigmoid() => Dispatcher.Call("log_sigmoid"u8, this);

        public Tensor hardswish() => Dispatcher.Call("hardswish"u8, this);

        public Tensor hardsigmoid() => Dispatcher.Call("hardsigmoid"u8, this);

        public Tensor leaky_relu(Scalar negative_slope) => Dispatcher.Call("leaky_relu"u8, this, negative_slope);

        public Tensor leaky_relu_(Scalar negative_slope) => InPlace("leaky_relu_"u8, this, negative_slope);

        public Tensor elu(Scalar alpha, Scalar scale, Scalar input_scale) =>
            Dispatcher.Call("elu"u8, this, alpha, scale, input_scale);

        public Tensor elu_(Scalar alpha, Scalar scale, Scalar input_scale) =>
            InPlace("elu_"u8, this, alpha, scale, input_scale);

        public Tensor silu_() => InPlace("silu_"u8, this);

        public Tensor hardtanh(Scalar min, Scalar max) => Dispatcher.Call("hardtanh"u8, this, min, max);
    }
}
