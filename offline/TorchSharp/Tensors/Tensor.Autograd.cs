namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public bool requires_grad
        {
            get
            {
                int value = Native.vhe_requires_grad(Handle);
                Native.Check(value);
                return value != 0;
            }
            set => Native.Check(Native.vhe_set_requires_grad(Handle, value ? 1 : 0));
        }

        public Tensor requires_grad_(bool requires_grad = true)
        {
            this.requires_grad = requires_grad;
            return this;
        }

        public Tensor with_requires_grad(bool requires_grad = true) => requires_grad_(requires_grad);

        /// <summary>For factories: a fresh tensor is not tracked anyway.</summary>
        internal Tensor Tracked(bool requires_grad) => requires_grad ? requires_grad_() : this;

        public bool is_leaf => Native.vhe_is_leaf(Handle) != 0;

        public void retain_grad() => Native.Check(Native.vhe_retain_grad(Handle));

        /// <summary>The gradient that has gathered, or null. Each read gives a fresh tensor over the same memory.</summary>
        public Tensor? grad
        {
            get
            {
                nint gradient = Native.vhe_grad(Handle);
                return gradient == 0 ? null : new Tensor(gradient);
            }
            set
            {
                Native.Check(Native.vhe_set_grad(Handle, value?.Handle ?? 0));
                GC.KeepAlive(value);
            }
        }

        public void backward() => Native.Check(Native.vhe_backward(Handle));

        public Tensor detach() => Dispatcher.Call("detach"u8, this);

        public Tensor detach_() => InPlace("detach_"u8, this);
    }
}
