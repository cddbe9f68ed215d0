namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor eq(Tensor target) => Dispatcher.Call("eq.Tensor"u8, this, target);

        public Tensor eq(Scalar target) => Dispatcher.Call("eq.Tensor"u8, this, target);

        public Tensor equal(Tensor target) => eq(target);

        public Tensor ne(Tensor target) => Dispatcher.Call("ne.Tensor"u8, this, target);

        public Tensor ne(Scalar target) => Dispatcher.Call("ne.Tensor"u8, this, target);

        public Tensor not_equal(Tensor target) => ne(target);

        public Tensor lt(Tensor target) => Dispatcher.Call("lt.Tensor"u8, this, target);

        public Tensor lt(Scalar target) => Dispatcher.Call("lt.Tensor"u8, this, target);

        public Tensor less(Tensor target) => lt(target);

        public Tensor le(Tensor target) => Dispatcher.Call("le.Tensor"u8, this, target);

        public Tensor le(Scalar target) => Dispatcher.Call("le.Tensor"u8, this, target);

        public Tensor less_equal(Tensor target) => le(target);

        public Tensor gt(Tensor target) => Dispatcher.Call("gt.Tensor"u8, this, target);

        public Tensor gt(Scalar target) => Dispatcher.Call("gt.Tensor"u8, this, target);

        public Tensor greater(Tensor target) => gt(target);

        public Tensor ge(Tensor target) => Dispatcher.Call("ge.Tensor"u8, this, target);

        public Tensor ge(Scalar target) => Dispatcher.Call("ge.Tensor"u8, this, target);

        public Tensor greater_equal(Tensor target) => ge(target);

        public Tensor logical_and(Tensor other) => Dispatcher.Call("logical_and"u8, this, other);

        public Tensor logical_or(Tensor other) => Dispatcher.Call("logical_or"u8, this, other);

        public Tensor logical_xor(Tensor other) => Dispatcher.Call("logical_xor"u8, this, other);

        public Tensor logical_not() => Dispatcher.Call("logical_not"u8, this);

        public Tensor bitwise_and(Tensor other) => Dispatcher.Call("bitwise_and.Tensor"u8, this, other);

        public Tensor bitwise_or(Tensor other) => Dispatcher.Call("bitwise_or.Tensor"u8, this, other);

        public Tensor bitwise_xor(Tensor other) => Dispatcher.Call("bitwise_xor.Tensor"u8, this, other);

        public Tensor bitwise_not() => Dispatcher.Call("bitwise_not"u8, this);

        public Tensor isnan() => Dispatcher.Call("isnan"u8, this);

        public Tensor isfinite() => Dispatcher.Call("isfinite"u8, this);

        public Tensor isinf() => Dispatcher.Call("isinf"u8, this);

        public Tensor isposinf() => Dispatcher.Call("isposinf"u8, this);

        public Tensor isneginf() => Dispatcher.Call("isneginf"u8, this);

        public Tensor isclose(Tensor other, double rtol = 1e-05, double atol = 1e-08, bool nanEqual = false) =>
            Dispatcher.Call("isclose"u8, this, other, rtol, atol, nanEqual);

        public bool allclose(Tensor target, double rtol = 1e-05, double atol = 1e-08, bool equal_nan = false) =>
            Dispatcher.CallValue("allclose"u8, this, target, rtol, atol, equal_nan).Integer != 0;

        /// <summary>Same shape and same values.</summary>
        public bool Equals(Tensor target) => target is not null && Dispatcher.CallValue("equal"u8, this, target).Integer != 0;

        public Tensor all() => Dispatcher.Call("all"u8, this);

        public Tensor all(long dim, bool keepdim = false) => Dispatcher.Call("all.dim"u8, this, dim, keepdim);

        public Tensor any() => Dispatcher.Call("any"u8, this);

        public Tensor any(long dim, bool keepdim = false) => Dispatcher.Call("any.dim"u8, this, dim, keepdim);

        public Tensor maximum(Tensor other) => Dispatcher.Call("maximum"u8, this, other);

        public Tensor minimum(Tensor other) => Dispatcher.Call("minimum"u8, this, other);

        public Tensor fmax(Tensor other) => Dispatcher.Call("fmax"u8, this, other);

        public Tensor fmin(Tensor other) => Dispatcher.Call("fmin"u8, this, other);

        public Tensor clamp(Scalar? min = null, Scalar? max = null) => Dispatcher.Call("clamp"u8, this, min, max);

        public Tensor clamp(Tensor? min = null, Tensor? max = null) => Dispatcher.Call("clamp.Tensor"u8, this, min, max);

        public Tensor clip(Scalar? min = null, Scalar? max = null) => clamp(min, max);

        public Tensor clamp_max(Scalar max) => Dispatcher.Call("clamp_max"u8, this, max);

        public Tensor clamp_min(Scalar min) => Dispatcher.Call("clamp_min"u8, this, min);

        public Tensor where(Tensor condition, Tensor y) => Dispatcher.Call("where.self"u8, condition, this, y);
    }
}
