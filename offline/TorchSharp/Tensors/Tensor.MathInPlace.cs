namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor abs_() => InPlace("abs_"u8, this);

        public Tensor neg_() => InPlace("neg_"u8, this);

        public Tensor exp_() => InPlace("exp_"u8, this);

        public Tensor expm1_() => InPlace("expm1_"u8, this);

        public Tensor log_() => InPlace("log_"u8, this);

        public Tensor log2_() => InPlace("log2_"u8, this);

        public Tensor log10_() => InPlace("log10_"u8, this);

        public Tensor log1p_() => InPlace("log1p_"u8, this);

        public Tensor sqrt_() => InPlace("sqrt_"u8, this);

        public Tensor rsqrt_() => InPlace("rsqrt_"u8, this);

        public Tensor reciprocal_() => InPlace("reciprocal_"u8, this);

        public Tensor sign_() => InPlace("sign_"u8, this);

        public Tensor sgn_() => InPlace("sgn_"u8, this);

        public Tensor floor_() => InPlace("floor_"u8, this);

        public Tensor ceil_() => InPlace("ceil_"u8, this);

        public Tensor trunc_() => InPlace("trunc_"u8, this);

        public Tensor frac_() => InPlace("frac_"u8, this);

        public Tensor erf_() => InPlace("erf_"u8, this);

        public Tensor erfc_() => InPlace("erfc_"u8, this);

        public Tensor erfinv_() => InPlace("erfinv_"u8, this);

        public Tensor sin_() => InPlace("sin_"u8, this);

        public Tensor cos_() => InPlace("cos_"u8, this);

        public Tensor tan_() => InPlace("tan_"u8, this);

        public Tensor tanh_() => InPlace("tanh_"u8, this);

        public Tensor sigmoid_() => InPlace("sigmoid_"u8, this);

        public Tensor relu_() => InPlace("relu_"u8, this);

        public Tensor logical_not_() => InPlace("logical_not_"u8, this);

        public Tensor round_(long decimals = 0L) => InPlace("round_.decimals"u8, this, decimals);

        public Tensor add_(Tensor target) => InPlace("add_.Tensor"u8, this, target);

        public Tensor add_(Tensor target, Scalar alpha) => InPlace("add_.Tensor"u8, this, target, alpha);

        public Tensor add_(Scalar scalar) => InPlace("add_.Tensor"u8, this, scalar);

        public Tensor add_(Scalar scalar, Scalar alpha) => InPlace("add_.Tensor"u8, this, scalar, alpha);

        public Tensor sub_(Tensor target) => InPlace("sub_.Tensor"u8, this, target);

        public Tensor sub_(Scalar target) => InPlace("sub_.Tensor"u8, this, target);

        public Tensor mul_(Tensor target) => InPlace("mul_.Tensor"u8, this, target);

        public Tensor mul_(Scalar target) => InPlace("mul_.Tensor"u8, this, target);

        public Tensor div_(Tensor target, RoundingMode rounding_mode = RoundingMode.None) =>
            InPlace("div_.Tensor_mode"u8, this, target, Rounding(rounding_mode));

        public Tensor div_(Scalar target, RoundingMode rounding_mode = RoundingMode.None) =>
            InPlace("div_.Tensor_mode"u8, this, target, Rounding(rounding_mode));

        public Tensor remainder_(Tensor target) => InPlace("remainder_.Tensor"u8, this, target);

        public Tensor remainder_(Scalar scalar) => InPlace("remainder_.Scalar"u8, this, scalar);

        public Tensor pow_(Tensor exponent) => InPlace("pow_.Tensor"u8, this, exponent);

        public Tensor pow_(Scalar exponent) => InPlace("pow_.Scalar"u8, this, exponent);

        public Tensor addcmul_(Tensor tensor1, Tensor tensor2, Scalar value) =>
            InPlace("addcmul_"u8, this, tensor1, tensor2, value);

        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2, Scalar value) =>
            InPlace("addcdiv_"u8, this, tensor1, tensor2, value);

        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2) => InPlace("addcdiv_"u8, this, tensor1, tensor2);

        public Tensor lerp_(Tensor end, Tensor weight) => InPlace("lerp_.Tensor"u8, this, end, weight);

        public Tensor clamp_(Scalar? min = null, Scalar? max = null) => InPlace("clamp_"u8, this, min, max);

        public Tensor clamp_(Tensor? min = null, Tensor? max = null) => InPlace("clamp_.Tensor"u8, this, min, max);

        public Tensor clamp_max_(Scalar max) => InPlace("clamp_max_"u8, this, max);

        public Tensor clamp_min_(Scalar min) => InPlace("clamp_min_"u8, this, min);

        public Tensor logical_and_(Tensor other) => InPlace("logical_and_"u8, this, other);

        public Tensor logical_or_(Tensor other) => InPlace("logical_or_"u8, this, other);

        public Tensor logical_xor_(Tensor other) => InPlace("logical_xor_"u8, this, other);

        /// <summary>Calls an operator that changes this tensor; what it returns is this same tensor again, not another one over
        /// its memory.</summary>
        private Tensor InPlace(ReadOnlySpan<byte> name, params ReadOnlySpan<Argument> arguments)
        {
            Dispatcher.CallInPlace(name, arguments);
            return this;
        }
    }
}
