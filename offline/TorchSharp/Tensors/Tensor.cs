using System.Runtime.CompilerServices;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>
    /// A libtorch tensor: one native reference, freed by Dispose, by the dispose scope it belongs to, or by the finalizer.
    /// </summary>
    public partial class Tensor : IDisposable
    {
        private static long totalCount;
        private static long peakCount;

        internal nint handle;

        internal Tensor(nint handle, bool register = true)
        {
            this.handle = handle;
            long now = Interlocked.Increment(ref totalCount);
            if (now > peakCount) peakCount = now;
            if (register) DisposeScopeManager.ThreadSingleton.Register(this);
        }

        ~Tensor() => Dispose(false);

        public static long TotalCount => totalCount;

        public static long PeakCount => peakCount;

        public bool IsInvalid => handle == 0;

        public IntPtr Handle => handle != 0 ? handle : throw new InvalidOperationException("Tensor invalid -- empty handle.");

        internal DisposeScope? OwningDisposeScope { get; set; }

        internal int ScopeSlot { get; set; }

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        public Tensor MoveToOuterDisposeScope()
        {
            OwningDisposeScope?.MoveToOuter(this);
            return this;
        }

        public Tensor DetachFromDisposeScope()
        {
            OwningDisposeScope?.Detach(this);
            return this;
        }

        public IntPtr DecoupleFromNativeHandle()
        {
            GC.SuppressFinalize(this);
            nint given = Handle;
            Interlocked.Decrement(ref totalCount);
            handle = 0;
            return given;
        }

        /// <summary>A second managed tensor over the same native one.</summary>
        public Tensor alias()
        {
            var second = new Tensor(Native.vhe_share(Handle));
            GC.KeepAlive(this);
            return second;
        }

        public override bool Equals(object? obj) => obj is Tensor tensor && Equals(tensor);

        public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);

        /// <summary>Gives the native reference to a parameter that takes this tensor's place, in its scope too. The count keeps
        /// this one for ever, as the real one does.</summary>
        internal nint MoveHandle()
        {
            nint given = Handle;
            handle = 0;
            GC.SuppressFinalize(this);
            return given;
        }

        /// <summary>What a scope does when it ends: it forgets its tensors all at once.</summary>
        internal void DisposeWithScope()
        {
            if (handle != 0)
            {
                DisposeScopeManager.ThreadSingleton.CountDisposal(this);
                Free();
                GC.SuppressFinalize(this);
            }
            OwningDisposeScope = null;
        }

        protected virtual void Dispose(bool disposing)
        {
            if (handle == 0) return;
            if (disposing)
            {
                DisposeScopeManager.ThreadSingleton.CountDisposal(this);
                OwningDisposeScope?.Remove(this);
            }
            Free();
        }

        private void Free()
        {
            Interlocked.Decrement(ref totalCount);
            Native.vhe_free(handle);
            handle = 0;
        }
    }
}
