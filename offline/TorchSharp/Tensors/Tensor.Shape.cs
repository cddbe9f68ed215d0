namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor view(params long[] shape) => Dispatcher.Call("view"u8, this, shape);

        public Tensor reshape(params long[] shape) => Dispatcher.Call("reshape"u8, this, shape);

        public Tensor expand(params long[] sizes) => Dispatcher.Call("expand"u8, this, sizes);

        public Tensor repeat(params long[] sizes) => Dispatcher.Call("repeat"u8, this, sizes);

        public Tensor permute(params long[] permutation) => Dispatcher.Call("permute"u8, this, permutation);

        public Tensor expand(long[] sizes, bool isImplicit = false) => Dispatcher.Call("expand"u8, this, sizes, isImplicit);

        public Tensor expand(ReadOnlySpan<long> sizes, bool isImplicit = false) => expand(sizes.ToArray(), isImplicit);

        public Tensor expand_as(Tensor other) => expand(other.shape);

        public Tensor view_as(Tensor other) => view(other.shape);

        public Tensor swapdims(long dim0, long dim1) => transpose(dim0, dim1);

        public Tensor ravel() => flatten();

        public Tensor squeeze(long? dim = null) =>
            dim is long one ? Dispatcher.Call("squeeze.dim"u8, this, one) : Dispatcher.Call("squeeze"u8, this);

        public Tensor broadcast_to(params long[] shape) => Dispatcher.Call("broadcast_to"u8, this, shape);

        public Tensor flatten(long start_dim = 0, long end_dim = -1) =>
            Dispatcher.Call("flatten.using_ints"u8, this, start_dim, end_dim);

        public Tensor unflatten(long dim, params long[] sizes) =>
            Dispatcher.Call("unflatten.int"u8, this, dim, sizes, Argument.Default);

        public Tensor unsqueeze(long dim) => Dispatcher.Call("unsqueeze"u8, this, dim);

        public Tensor transpose(long dim0, long dim1) => Dispatcher.Call("transpose.int"u8, this, dim0, dim1);

        public Tensor movedim(long[] source, long[] destination) =>
            Dispatcher.Call("movedim.intlist"u8, this, source, destination);

        public Tensor t() => Dispatcher.Call("t"u8, this);

        public Tensor T => Dispatcher.Call("numpy_T"u8, this);

        public Tensor mT => Dispatcher.Call("mT"u8, this);

        public Tensor flip(params long[] dims) => Dispatcher.Call("flip"u8, this, dims);

        public Tensor roll(long shifts, long? dims = null) =>
            Dispatcher.Call("roll"u8, this, new[] { shifts }, dims is long dim ? new[] { dim } : Array.Empty<long>());

        public Tensor roll(long[] shifts, long[] dims) => Dispatcher.Call("roll"u8, this, shifts, dims);

        public Tensor roll((long, long) shifts, (long, long) dims) =>
            roll(new[] { shifts.Item1, shifts.Item2 }, new[] { dims.Item1, dims.Item2 });

        public Tensor rot90(long k = 1, (long, long)? dims = null) =>
            Dispatcher.Call("rot90"u8, this, k, dims is { } plane ? new[] { plane.Item1, plane.Item2 } : new long[] { 0, 1 });

        public Tensor repeat_interleave(long repeats, long? dim = null, long? output_size = null) =>
            Dispatcher.Call("repeat_interleave.self_int"u8, this, repeats, dim, output_size);

        public Tensor repeat_interleave(Tensor repeats, long? dim = null, long? output_size = null) =>
            Dispatcher.Call("repeat_interleave.self_Tensor"u8, this, repeats, dim, output_size);

        public Tensor tril(long diagonal = 0) => Dispatcher.Call("tril"u8, this, diagonal);

        public Tensor triu(long diagonal = 0) => Dispatcher.Call("triu"u8, this, diagonal);

        public Tensor diag(long diagonal = 0) => Dispatcher.Call("diag"u8, this, diagonal);

        public Tensor diagonal(long offset = 0L, long dim1 = 0L, long dim2 = 1L) =>
            Dispatcher.Call("diagonal"u8, this, offset, dim1, dim2);

        public Tensor diag_embed(long offset = 0L, long dim1 = -2L, long dim2 = -1L) =>
            Dispatcher.Call("diag_embed"u8, this, offset, dim1, dim2);

        public Tensor unfold(long dimension, long size, long step) => Dispatcher.Call("unfold"u8, this, dimension, size, step);

        public Tensor as_strided(long[] size, long[] strides, long storageOffset = 0L) =>
            Dispatcher.Call("as_strided"u8, this, size, strides, storageOffset);

        public Tensor tile(long[] reps) => Dispatcher.Call("tile"u8, this, reps);

        public Tensor[] split(long size, int dim = 0) => Dispatcher.CallList("split.Tensor"u8, this, size, dim);

        public Tensor[] split(long[] sizes, long dim = 0) => Dispatcher.CallList("split_with_sizes"u8, this, sizes, dim);

        public Tensor[] chunk(long chunks, long dim = 0L) => Dispatcher.CallList("chunk"u8, this, chunks, dim);

        public Tensor[] unbind(long dimension = 0L) => Dispatcher.CallList("unbind.int"u8, this, dimension);
    }
}
