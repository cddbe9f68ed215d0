namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor abs_() => Dispatcher.Call("abs_"u8, this);

        public Tensor neg_() => Dispatcher.Call("neg_"u8, this);

        public Tensor exp_() => Dispatcher.Call("exp_"u8, this);

        public Tensor expm1_() => Dispatcher.Call("expm1_"u8, this);

        public Tensor log_() => Dispatcher.Call("log_"u8, this);

        public Tensor log2_() => Dispatcher.Call("log2_"u8, this);

        public Tensor log10_() => Dispatcher.Call("log10_"u8, this);

        public Tensor log1p_() => Dispatcher.Call("log1p_"u8, this);

        public Tensor sqrt_() => Dispatcher.Call("sqrt_"u8, this);

        public Tensor rsqrt_() => Dispatcher.Call("rsqrt_"u8, this);

        public Tensor reciprocal_() => Dispatcher.Call("reciprocal_"u8, this);

        public Tensor sign_() => Dispatcher.Call("sign_"u8, this);

        public Tensor sgn_() => Dispatcher.Call("sgn_"u8, this);

        public Tensor floor_() => Dispatcher.Call("floor_"u8, this);

        public Tensor ceil_() => Dispatcher.Call("ceil_"u8, this);

        public Tensor trunc_() => Dispatcher.Call("trunc_"u8, this);

        public Tensor frac_() => Dispatcher.Call("frac_"u8, this);

        public Tensor erf_() => Dispatcher.Call("erf_"u8, this);

        public Tensor erfc_() => Dispatcher.Call("erfc_"u8, this);

        public Tensor erfinv_() => Dispatcher.Call("erfinv_"u8, this);

        public Tensor sin_() => Dispatcher.Call("sin_"u8, this);

        public Tensor cos_() => Dispatcher.Call("cos_"u8, this);

        public Tensor tan_() => Dispatcher.Call("tan_"u8, this);

        public Tensor tanh_() => Dispatcher.Call("tanh_"u8, this);

        public Tensor sigmoid_() => Dispatcher.Call("sigmoid_"u8, this);

        public Tensor relu_() => Dispatcher.Call("relu_"u8, this);

        public Tensor logical_not_() => Dispatcher.Call("logical_not_"u8, this);

        public Tensor round_(long decimals = 0L) => Dispatcher.Call("round_.decimals"u8, this, decimals);

        public Tensor add_(Tensor target) => Dispatcher.Call("add_.Tensor"u8, this, target);

        public Tensor add_(Tensor target, Scalar alpha) => Dispatcher.Call("add_.Tensor"u8, this, target, alpha);

        public Tensor add_(Scalar scalar) => Dispatcher.Call("add_.Tensor"u8, this, scalar);

        public Tensor add_(Scalar scalar, Scalar alpha) => Dispatcher.Call("add_.Tensor"u8, this, scalar, alpha);

        public Tensor sub_(Tensor target) => Dispatcher.Call("sub_.Tensor"u8, this, target);

        public Tensor sub_(Scalar target) => Dispatcher.Call("sub_.Tensor"u8, this, target);

        public Tensor mul_(Tensor target) => Dispatcher.Call("mul_.Tensor"u8, this, target);

        public Tensor mul_(Scalar target) => Dispatcher.Call("mul_.Tensor"u8, this, target);

        public Tensor div_(Tensor target, RoundingMode rounding_mode = RoundingMode.None) =>
            Dispatcher.Call("div_.Tensor_mode"u8, this, target, Rounding(rounding_mode));

        public Tensor div_(Scalar target, RoundingMode rounding_mode = RoundingMode.None) =>
            Dispatcher.Call("div_.Tensor_mode"u8, this, target, Rounding(rounding_mode));

        public Tensor remainder_(Tensor target) => Dispatcher.Call("remainder_.Tensor"u8, this, target);

        public Tensor remainder_(Scalar scalar) => Dispatcher.Call("remainder_.Scalar"u8, this, scalar);

        public Tensor pow_(Tensor exponent) => Dispatcher.Call("pow_.Tensor"u8, this, exponent);

        public Tensor pow_(Scalar exponent) => Dispatcher.Call("pow_.Scalar"u8, this, exponent);

        public Tensor addcmul_(Tensor tensor1, Tensor tensor2, Scalar value) =>
            Dispatcher.Call("addcmul_"u8, this, tensor1, tensor2, value);

        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2, Scalar value) =>
            Dispatcher.Call("addcdiv_"u8, this, tensor1, tensor2, value);

        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2) => Dispatcher.Call("addcdiv_"u8, this, tensor1, tensor2);

        public Tensor lerp_(Tensor end, Tensor weight) => Dispatcher.Call("lerp_.Tensor"u8, this, end, weight);

        public Tensor clamp_(Scalar? min = null, Scalar? max = null) => Dispatcher.Call("clamp_"u8, this, min, max);

        public Tensor clamp_(Tensor? min = null, Tensor? max = null) => Dispatcher.Call("clamp_.Tensor"u8, this, min, max);

        public Tensor clamp_max_(Scalar max) => Dispatcher.Call("clamp_max_"u8, this, max);

        public Tensor clamp_min_(Scalar min) => Dispatcher.Call("clamp_min_"u8, this, min);

        public Tensor logical_and_(Tensor other) => Dispatcher.Call("logical_and_"u8, this, other);

        public Tensor logical_or_(Tensor other) => Dispatcher.Call("logical_or_"u8, this, other);

        public Tensor logical_xor_(Tensor other) => Dispatcher.Call("logical_xor_"u8, this, other);
    }
}
