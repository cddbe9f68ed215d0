namespace TorchSharp;

public static partial class torch
{
    /// <summary>A source of random numbers of the CPU (Mersenne twister): the same seed gives the same numbers.</summary>
    public class Generator : IDisposable
    {
        public Generator(ulong seed = 0, Device? device = null) : this(Native.Check(Native.vhe_generator(seed)))
        {
            if (device is { type: not DeviceType.CPU })
                throw new InvalidOperationException($"There is no generator for {device} on this machine.");
        }

        internal Generator(nint handle) => Handle = handle;

        ~Generator() => Dispose(disposing: false);

        public static Generator Default => new(Native.Check(Native.vhe_default_generator()));

        public IntPtr Handle { get; private set; }

        public Device device => CPU;

        public Tensor get_state() => new(Native.Check(Native.vhe_generator_state(Handle)));

        public void set_state(Tensor value)
        {
            Native.Check(Native.vhe_generator_set_state(Handle, value.Handle));
            GC.KeepAlive(value);
        }

        public Generator manual_seed(long seed)
        {
            Native.Check(Native.vhe_generator_seed(Handle, (ulong)seed));
            return this;
        }

        public long seed()
        {
            long seed = DateTime.UtcNow.Ticks;
            manual_seed(seed);
            return seed;
        }

        public long initial_seed() => (long)Native.vhe_generator_initial_seed(Handle);

        public void Dispose()
        {
            Dispose(disposing: true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            Native.vhe_generator_free(Handle);
            Handle = 0;
        }
    }
}
