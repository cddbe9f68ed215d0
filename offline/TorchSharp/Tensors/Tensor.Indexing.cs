namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor this[params TensorIndex[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        public Tensor this[params Tensor[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        public Tensor this[long i1]
        {
            get => select(0, i1);
            set => Assign(select(0, i1), value);
        }

        public Tensor this[long i1, long i2]
        {
            get => At(i1, i2);
            set => Assign(At(i1, i2), value);
        }

        public Tensor this[long i1, long i2, long i3]
        {
            get => At(i1, i2, i3);
            set => Assign(At(i1, i2, i3), value);
        }

        public Tensor this[long i1, long i2, long i3, long i4]
        {
            get => At(i1, i2, i3, i4);
            set => Assign(At(i1, i2, i3, i4), value);
        }

        public Tensor index(params TensorIndex[] indices)
        {
            var (view, tensors) = View(indices);
            if (tensors is null) return view;
            using (view) return view.index(tensors!);
        }

        public Tensor index(params Tensor[] indices) =>
            Dispatcher.Call("index.Tensor"u8, this, Argument.OptionalTensors(indices));

        public Tensor index_put_(Tensor value, params TensorIndex[] indices)
        {
            var (view, tensors) = View(indices);
            using (view)
            {
                if (tensors is null) Assign(view, value);
                else view.index_put_(value, tensors!);
            }
            return this;
        }

        public Tensor index_put_(Tensor value, params Tensor[] indices) =>
            InPlace("index_put_"u8, this, Argument.OptionalTensors(indices), value, false);

        public Tensor index_select(long dim, Tensor index) => Dispatcher.Call("index_select"u8, this, dim, index);

        public Tensor select(long dim, long index) => Dispatcher.Call("select.int"u8, this, dim, index);

        public Tensor narrow(long dim, long start, long length) => Dispatcher.Call("narrow"u8, this, dim, start, length);

        public Tensor slice(long dim, long start, long finish, long step) =>
            Dispatcher.Call("slice.Tensor"u8, this, dim, start, finish, step);

        public Tensor gather(long dim, Tensor index) => Dispatcher.Call("gather"u8, this, dim, index);

        public Tensor take(Tensor index) => Dispatcher.Call("take"u8, this, index);

        public Tensor scatter(long dim, Tensor index, Tensor src) => Dispatcher.Call("scatter.src"u8, this, dim, index, src);

        public Tensor scatter_(long dim, Tensor index, Tensor src) => InPlace("scatter_.src"u8, this, dim, index, src);

        public Tensor scatter_add(long dim, Tensor index, Tensor src) => Dispatcher.Call("scatter_add"u8, this, dim, index, src);

        public Tensor scatter_add_(long dim, Tensor index, Tensor src) =>
            InPlace("scatter_add_"u8, this, dim, index, src);

        public Tensor index_add(long dim, Tensor index, Tensor source, Scalar alpha) =>
            Dispatcher.Call("index_add"u8, this, dim, index, source, alpha);

        public Tensor index_add_(long dim, Tensor index, Tensor source, Scalar alpha) =>
            InPlace("index_add_"u8, this, dim, index, source, alpha);

        public Tensor index_copy_(long dim, Tensor index, Tensor source) =>
            InPlace("index_copy_"u8, this, dim, index, source);

        public Tensor masked_fill(Tensor mask, Scalar value) => Dispatcher.Call("masked_fill.Scalar"u8, this, mask, value);

        public Tensor masked_fill_(Tensor mask, Scalar value) => InPlace("masked_fill_.Scalar"u8, this, mask, value);

        public Tensor masked_select(Tensor mask) => Dispatcher.Call("masked_select"u8, this, mask);

        public Tensor nonzero() => Dispatcher.Call("nonzero"u8, this);

        private static void Assign(Tensor view, Tensor value)
        {
            using (view) view.copy_(value);
        }

        private Tensor At(params ReadOnlySpan<long> place)
        {
            var view = select(0, place[0]);
            foreach (long index in place[1..])
            {
                using var outer = view;
                view = outer.select(0, index);
            }
            return view;
        }

        /// <summary>
        /// Applies what is no tensor as views; the tensors that remain stand for the view's dimensions, null for "all".
        /// </summary>
        private (Tensor View, Tensor?[]? Tensors) View(TensorIndex[] indices)
        {
            var view = alias();
            var tensors = new List<Tensor?>();
            int dim = 0;
            foreach (var index in indices)
            {
                var previous = view;
                switch (index.kind)
                {
                    case TensorIndex.Kind.Single:
                        view = view.select(dim, index.start!.Value);
                        break;
                    case TensorIndex.Kind.Slice:
                        view = Dispatcher.Call("slice.Tensor"u8, view, dim++, index.start, index.stop, index.step ?? 1);
                        tensors.Add(null);
                        break;
                    case TensorIndex.Kind.None or TensorIndex.Kind.Null:
                        view = view.unsqueeze(dim++);
                        tensors.Add(null);
                        break;
                    case TensorIndex.Kind.Ellipsis:
                        long rest = view.Dimensions - dim - RemainingDimensions(indices);
                        for (; rest > 0; rest--, dim++) tensors.Add(null);
                        break;
                    case TensorIndex.Kind.Tensor:
                        tensors.Add(index.tensor);
                        dim += index.tensor!.dtype == ScalarType.Bool ? (int)index.tensor.Dimensions : 1;
                        break;
                    default:
                        throw new NotSupportedException($"Indexing by {index.kind} is not covered.");
                }
                if (!ReferenceEquals(previous, view)) previous.Dispose();
            }
            return (view, tensors.Exists(tensor => tensor is not null) ? tensors.ToArray() : null);
        }

        // How many of the view's dimensions the indices behind the ellipsis take.
        private static long RemainingDimensions(TensorIndex[] indices)
        {
            int ellipsis = Array.FindIndex(indices, index => index.kind == TensorIndex.Kind.Ellipsis);
            return indices.Skip(ellipsis + 1).Sum(index => index.kind switch
            {
                TensorIndex.Kind.None or TensorIndex.Kind.Null => 0,
                TensorIndex.Kind.Tensor when index.tensor!.dtype == ScalarType.Bool => index.tensor.Dimensions,
                _ => 1,
            });
        }
    }
}
