namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor abs() => Dispatcher.Call("abs"u8, this);

        public Tensor neg() => Dispatcher.Call("neg"u8, this);

        public Tensor exp() => Dispatcher.Call("exp"u8, this);

        public Tensor expm1() => Dispatcher.Call("expm1"u8, this);

        public Tensor log() => Dispatcher.Call("log"u8, this);

        public Tensor log2() => Dispatcher.Call("log2"u8, this);

        public Tensor log10() => Dispatcher.Call("log10"u8, this);

        public Tensor log1p() => Dispatcher.Call("log1p"u8, this);

        public Tensor sqrt() => Dispatcher.Call("sqrt"u8, this);

        public Tensor rsqrt() => Dispatcher.Call("rsqrt"u8, this);

        public Tensor reciprocal() => Dispatcher.Call("reciprocal"u8, this);

        public Tensor sign() => Dispatcher.Call("sign"u8, this);

        public Tensor sgn() => Dispatcher.Call("sgn"u8, this);

        public Tensor floor() => Dispatcher.Call("floor"u8, this);

        public Tensor ceil() => Dispatcher.Call("ceil"u8, this);

        public Tensor trunc() => Dispatcher.Call("trunc"u8, this);

        public Tensor frac() => Dispatcher.Call("frac"u8, this);

        public Tensor erf() => Dispatcher.Call("erf"u8, this);

        public Tensor erfc() => Dispatcher.Call("erfc"u8, this);

        public Tensor erfinv() => Dispatcher.Call("erfinv"u8, this);

        public Tensor lgamma() => Dispatcher.Call("lgamma"u8, this);

        public Tensor digamma() => Dispatcher.Call("digamma"u8, this);

        public Tensor round(long decimals = 0L) => Dispatcher.Call("round.decimals"u8, this, decimals);

        public Tensor absolute() => abs();

        public Tensor negative() => neg();

        public Tensor square() => Dispatcher.Call("square"u8, this);

        public Tensor add(Tensor target) => Dispatcher.Call("add.Tensor"u8, this, target);

        public Tensor add(Scalar scalar) => Dispatcher.Call("add.Tensor"u8, this, scalar);

        public Tensor sub(Tensor target) => Dispatcher.Call("sub.Tensor"u8, this, target);

        public Tensor sub(Scalar target) => Dispatcher.Call("sub.Tensor"u8, this, target);

        public Tensor add(Tensor target, Scalar alpha) => Dispatcher.Call("add.Tensor"u8, this, target, alpha);

        public Tensor add(Scalar scalar, Scalar alpha) => Dispatcher.Call("add.Tensor"u8, this, scalar, alpha);

        public Tensor mul(Tensor target) => Dispatcher.Call("mul.Tensor"u8, this, target);

        public Tensor mul(Scalar target) => Dispatcher.Call("mul.Tensor"u8, this, target);

        public Tensor multiply(Tensor target) => mul(target);

        public Tensor multiply(Scalar target) => mul(target);

        public Tensor subtract(Tensor target) => sub(target);

        public Tensor subtract(Scalar target) => sub(target);

        public Tensor div(Tensor target, RoundingMode rounding_mode = RoundingMode.None) =>
            Dispatcher.Call("div.Tensor_mode"u8, this, target, Rounding(rounding_mode));

        public Tensor div(Scalar target, RoundingMode rounding_mode = RoundingMode.None) =>
            Dispatcher.Call("div.Tensor_mode"u8, this, target, Rounding(rounding_mode));

        public Tensor divide(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => div(target, rounding_mode);

        public Tensor divide(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => div(target, rounding_mode);

        public Tensor floor_divide(Tensor other) => Dispatcher.Call("floor_divide"u8, this, other);

        public Tensor remainder(Tensor target) => Dispatcher.Call("remainder.Tensor"u8, this, target);

        public Tensor remainder(Scalar scalar) => Dispatcher.Call("remainder.Scalar"u8, this, scalar);

        public Tensor fmod(Tensor target) => Dispatcher.Call("fmod.Tensor"u8, this, target);

        public Tensor fmod(Scalar scalar) => Dispatcher.Call("fmod.Scalar"u8, this, scalar);

        public Tensor pow(Tensor exponent) => Dispatcher.Call("pow.Tensor_Tensor"u8, this, exponent);

        public Tensor pow(Scalar exponent) => Dispatcher.Call("pow.Tensor_Scalar"u8, this, exponent);

        public Tensor addcmul(Tensor tensor1, Tensor tensor2, Scalar value) =>
            Dispatcher.Call("addcmul"u8, this, tensor1, tensor2, value);

        public Tensor addcdiv(Tensor tensor1, Tensor tensor2, Scalar value) =>
            Dispatcher.Call("addcdiv"u8, this, tensor1, tensor2, value);

        public Tensor addcdiv(Tensor tensor1, Tensor tensor2) => Dispatcher.Call("addcdiv"u8, this, tensor1, tensor2);

        public Tensor hypot(Tensor other) => Dispatcher.Call("hypot"u8, this, other);

        public Tensor logaddexp(Tensor other) => Dispatcher.Call("logaddexp"u8, this, other);

        public Tensor logaddexp2(Tensor other) => Dispatcher.Call("logaddexp2"u8, this, other);

        public Tensor atan2(Tensor other) => Dispatcher.Call("atan2"u8, this, other);

        public Tensor copysign(Tensor other) => Dispatcher.Call("copysign.Tensor"u8, this, other);

        public Tensor xlogy(Tensor y) => Dispatcher.Call("xlogy.Tensor"u8, this, y);

        public Tensor lerp(Tensor end, Tensor weight) => Dispatcher.Call("lerp.Tensor"u8, this, end, weight);

        public Tensor logit(double? eps = null) => Dispatcher.Call("logit"u8, this, eps);

        public Tensor nan_to_num(double nan = 0d, double? posinf = null, double? neginf = null) =>
            Dispatcher.Call("nan_to_num"u8, this, nan, posinf, neginf);

        public Tensor sin() => Dispatcher.Call("sin"u8, this);

        public Tensor cos() => Dispatcher.Call("cos"u8, this);

        public Tensor tan() => Dispatcher.Call("tan"u8, this);

        public Tensor asin() => Dispatcher.Call("asin"u8, this);

        public Tensor acos() => Dispatcher.Call("acos"u8, this);

        public Tensor atan() => Dispatcher.Call("atan"u8, this);

        public Tensor sinh() => Dispatcher.Call("sinh"u8, this);

        public Tensor cosh() => Dispatcher.Call("cosh"u8, this);

        public Tensor tanh() => Dispatcher.Call("tanh"u8, this);

        public Tensor arcsinh() => Dispatcher.Call("arcsinh"u8, this);

        public Tensor arccosh() => Dispatcher.Call("arccosh"u8, this);

        public Tensor arctanh() => Dispatcher.Call("arctanh"u8, this);

        private static Argument Rounding(RoundingMode mode) => mode switch
        {
            RoundingMode.trunc => (Argument)"trunc",
            RoundingMode.floor => (Argument)"floor",
            _ => default,
        };
    }
}
