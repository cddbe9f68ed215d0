namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor bernoulli(Generator? generator = null) => Dispatcher.Call("bernoulli"u8, this, generator);

        public Tensor bernoulli_(double p = 0.5, Generator? generator = null) =>
            InPlace("bernoulli_.float"u8, this, p, generator);

        public Tensor bernoulli_(Tensor p, Generator? generator = null) =>
            InPlace("bernoulli_.Tensor"u8, this, p, generator);

        public Tensor normal_(double mean = 0.0, double std = 1.0, Generator? generator = null) =>
            InPlace("normal_"u8, this, mean, std, generator);

        public Tensor uniform_(double from, double to, Generator? generator = null) =>
            InPlace("uniform_"u8, this, from, to, generator);

        public Tensor random_(double from, double to, Generator? generator = null) =>
            InPlace("random_.from"u8, this, (long)from, (long)to, generator);

        public Tensor exponential_(double lambda = 1.0, Generator? generator = null) =>
            InPlace("exponential_"u8, this, lambda, generator);

        public Tensor multinomial(long num_samples, bool replacement = false, Generator? generator = null) =>
            Dispatcher.Call("multinomial"u8, this, num_samples, replacement, generator);

        public Tensor zeros_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Dispatcher.Call("zeros_like"u8, this, dtype, default, device).Tracked(requires_grad);

        public Tensor ones_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Dispatcher.Call("ones_like"u8, this, dtype, default, device).Tracked(requires_grad);

        public Tensor empty_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Dispatcher.Call("empty_like"u8, this, dtype, default, device).Tracked(requires_grad);

        public Tensor rand_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Dispatcher.Call("rand_like"u8, this, dtype, default, device).Tracked(requires_grad);

        public Tensor randn_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Dispatcher.Call("randn_like"u8, this, dtype, default, device).Tracked(requires_grad);

        public Tensor full_like(Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Dispatcher.Call("full_like"u8, this, value, dtype, default, device).Tracked(requires_grad);

        public Tensor new_zeros(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Dispatcher.Call("new_zeros"u8, this, size, dtype, default, device).Tracked(requires_grad);

        public Tensor new_empty(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Dispatcher.Call("new_empty"u8, this, size, dtype, default, device).Tracked(requires_grad);

        public Tensor new_full(long[] size, Scalar value, ScalarType? dtype = null, Device? device = null,
            bool requires_grad = false) =>
            Dispatcher.Call("new_full"u8, this, size, value, dtype, default, device).Tracked(requires_grad);
    }
}
