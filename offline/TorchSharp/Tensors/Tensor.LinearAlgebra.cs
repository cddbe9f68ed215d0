namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor matmul(Tensor target) => Dispatcher.Call("matmul"u8, this, target);

        public Tensor mm(Tensor target) => Dispatcher.Call("mm"u8, this, target);

        public Tensor mv(Tensor target) => Dispatcher.Call("mv"u8, this, target);

        public Tensor bmm(Tensor batch2) => Dispatcher.Call("bmm"u8, this, batch2);

        public Tensor dot(Tensor target) => Dispatcher.Call("dot"u8, this, target);

        public Tensor outer(Tensor vec2) => Dispatcher.Call("outer"u8, this, vec2);

        public Tensor inner(Tensor vec2) => Dispatcher.Call("inner"u8, this, vec2);

        public Tensor addmm(Tensor mat1, Tensor mat2, float beta = 1, float alpha = 1) =>
            Dispatcher.Call("addmm"u8, this, mat1, mat2, beta, alpha);

        public Tensor addmv(Tensor mat, Tensor vec, float beta = 1.0f, float alpha = 1.0f) =>
            Dispatcher.Call("addmv"u8, this, mat, vec, beta, alpha);

        public Tensor baddbmm(Tensor batch1, Tensor batch2, float beta = 1, float alpha = 1) =>
            Dispatcher.Call("baddbmm"u8, this, batch1, batch2, beta, alpha);

        public Tensor trace() => Dispatcher.Call("trace"u8, this);
    }
}
