namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor sum(ScalarType? type = null) => Dispatcher.Call("sum"u8, this, type);

        public Tensor sum(long[] dim, bool keepdim = false, ScalarType? type = null) =>
            Dispatcher.Call("sum.dim_IntList"u8, this, dim, keepdim, type);

        public Tensor sum(ReadOnlySpan<long> dim, bool keepdim = false, ScalarType? type = null) =>
            sum(dim.ToArray(), keepdim, type);

        public Tensor sum(long dim, bool keepdim = false, ScalarType? type = null) => sum([dim], keepdim, type);

        public Tensor sum(long dim0, long dim1, bool keepdim = false, ScalarType? type = null) =>
            sum([dim0, dim1], keepdim, type);

        public Tensor sum(long dim0, long dim1, long dim2, bool keepdim = false, ScalarType? type = null) =>
            sum([dim0, dim1, dim2], keepdim, type);

        public Tensor mean() => Dispatcher.Call("mean"u8, this);

        public Tensor mean(long[] dimensions, bool keepdim = false, ScalarType? type = null) =>
            Dispatcher.Call("mean.dim"u8, this, dimensions, keepdim, type);

        public Tensor std(bool unbiased = true) => Dispatcher.Call("std"u8, this, unbiased);

        public Tensor std(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Typed(type).Reduced("std.dim"u8, dimensions, unbiased, keepdim);

        public Tensor std(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            std(new[] { dim }, unbiased, keepdim, type);

        public Tensor var(bool unbiased = true) => Dispatcher.Call("var"u8, this, unbiased);

        public Tensor var(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Typed(type).Reduced("var.dim"u8, dimensions, unbiased, keepdim);

        public Tensor var(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            var(new[] { dim }, unbiased, keepdim, type);

        public Tensor max() => Dispatcher.Call("max"u8, this);

        public Tensor min() => Dispatcher.Call("min"u8, this);

        public (Tensor values, Tensor indexes) max(long dim, bool keepdim = false) =>
            Dispatcher.CallPair("max.dim"u8, this, dim, keepdim);

        public (Tensor values, Tensor indexes) min(long dim, bool keepdim = false) =>
            Dispatcher.CallPair("min.dim"u8, this, dim, keepdim);

        public Tensor amax(params long[] dims) => Dispatcher.Call("amax"u8, this, dims);

        public Tensor amax(ReadOnlySpan<long> dims, bool keepdim = false) =>
            Dispatcher.Call("amax"u8, this, dims.ToArray(), keepdim);

        public Tensor amin(params long[] dims) => Dispatcher.Call("amin"u8, this, dims);

        public Tensor amin(ReadOnlySpan<long> dims, bool keepdim = false) =>
            Dispatcher.Call("amin"u8, this, dims.ToArray(), keepdim);

        public Tensor argmax() => Dispatcher.Call("argmax"u8, this);

        public Tensor argmax(long dim, bool keepdim = false) => Dispatcher.Call("argmax"u8, this, dim, keepdim);

        public Tensor argmin() => Dispatcher.Call("argmin"u8, this);

        public Tensor argmin(long dim, bool keepdim = false) => Dispatcher.Call("argmin"u8, this, dim, keepdim);

        public Tensor argsort(long dim = -1, bool descending = false) => Dispatcher.Call("argsort"u8, this, dim, descending);

        public (Tensor Values, Tensor Indices) sort(long dim = -1, bool descending = false, bool stable = false) =>
            Dispatcher.CallPair("sort.stable"u8, this, stable, dim, descending);

        public (Tensor values, Tensor indexes) topk(int k, int dim = -1, bool largest = true, bool sorted = true) =>
            Dispatcher.CallPair("topk"u8, this, k, dim, largest, sorted);

        public Tensor median() => Dispatcher.Call("median"u8, this);

        public Tensor cumsum(long dim, ScalarType? type = null) => Dispatcher.Call("cumsum"u8, this, dim, type);

        public Tensor cumprod(long dim, ScalarType? type = null) => Dispatcher.Call("cumprod"u8, this, dim, type);

        public Tensor logcumsumexp(long dim) => Dispatcher.Call("logcumsumexp"u8, this, dim);

        public Tensor logsumexp(long dim, bool keepdim = false) => Dispatcher.Call("logsumexp"u8, this, new[] { dim }, keepdim);

        public Tensor norm(float p = 2.0f) => Dispatcher.Call("norm.Scalar"u8, this, p);

        public Tensor norm(int dim, bool keepdim = false, float p = 2.0f) =>
            Dispatcher.Call("norm.ScalarOpt_dim"u8, this, p, new long[] { dim }, keepdim);

        public Tensor count_nonzero(long[]? dims = null) => Dispatcher.Call("count_nonzero.dim_IntList"u8, this, dims ?? []);

        private Tensor Typed(ScalarType? type) => type is { } wanted ? to_type(wanted) : this;

        private Tensor Reduced(ReadOnlySpan<byte> name, long[] dimensions, bool unbiased, bool keepdim) =>
            Dispatcher.Call(name, this, dimensions, unbiased, keepdim);
    }
}
