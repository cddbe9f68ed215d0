using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

[assembly: DisableRuntimeMarshalling]

namespace TorchSharp;

/// <summary>
/// The C functions of offline/native. A handle owns one reference; a negative or null result means that vhe_last_error has a
/// message.
/// </summary>
internal static unsafe class Native
{
    private const string Library = "vhe_torch_shim";

    [DllImport(Library)] public static extern nint vhe_operator(byte* name, byte* overload);
    [DllImport(Library)] public static extern int vhe_call(nint op, Value* arguments, int argumentCount, Value* results,
        int resultCapacity);
    [DllImport(Library)] public static extern void vhe_free_buffer(void* buffer);
    [DllImport(Library)] public static extern byte* vhe_last_error();

    [DllImport(Library)] public static extern void vhe_free(nint tensor);
    [DllImport(Library)] public static extern nint vhe_share(nint tensor);
    [DllImport(Library)] public static extern nint vhe_data(nint tensor);
    [DllImport(Library), SuppressGCTransition] public static extern long vhe_dim(nint tensor);
    [DllImport(Library), SuppressGCTransition] public static extern long vhe_numel(nint tensor);
    [DllImport(Library), SuppressGCTransition] public static extern int vhe_dtype(nint tensor);
    [DllImport(Library), SuppressGCTransition] public static extern int vhe_device(nint tensor, int* index);
    [DllImport(Library), SuppressGCTransition] public static extern void vhe_sizes(nint tensor, long* sizes);
    [DllImport(Library), SuppressGCTransition] public static extern void vhe_strides(nint tensor, long* strides);
    [DllImport(Library), SuppressGCTransition] public static extern int vhe_is_contiguous(nint tensor, int memoryFormat);

    [DllImport(Library)] public static extern int vhe_requires_grad(nint tensor);
    [DllImport(Library)] public static extern int vhe_set_requires_grad(nint tensor, int value);
    [DllImport(Library)] public static extern int vhe_is_leaf(nint tensor);
    [DllImport(Library)] public static extern int vhe_retain_grad(nint tensor);
    [DllImport(Library)] public static extern nint vhe_grad(nint tensor);
    [DllImport(Library)] public static extern int vhe_set_grad(nint tensor, nint gradient);
    [DllImport(Library)] public static extern int vhe_backward(nint tensor);

    [DllImport(Library)]
    public static extern int vhe_autograd_grad(nint* outputs, int outputCount, nint* inputs, int inputCount, nint* gradients,
        int gradientCount, int retainGraph, int createGraph, int allowUnused, nint* results);

    [DllImport(Library), SuppressGCTransition] public static extern int vhe_grad_mode();
    [DllImport(Library), SuppressGCTransition] public static extern void vhe_set_grad_mode(int enabled);

    [DllImport(Library)] public static extern nint vhe_generator(ulong seed);
    [DllImport(Library)] public static extern nint vhe_default_generator();
    [DllImport(Library)] public static extern void vhe_generator_free(nint generator);
    [DllImport(Library)] public static extern int vhe_generator_seed(nint generator, ulong seed);
    [DllImport(Library)] public static extern ulong vhe_generator_initial_seed(nint generator);
    [DllImport(Library)] public static extern nint vhe_generator_state(nint generator);
    [DllImport(Library)] public static extern int vhe_generator_set_state(nint generator, nint state);

    [DllImport(Library)] public static extern int vhe_set_threads(int count);
    [DllImport(Library)] public static extern int vhe_threads();

    [DllImport(Library)]
    public static extern int vhe_adam(nint* parameters, nint* gradients, nint* means, nint* squares, int count,
        double learningRate, double beta1, double beta2, double epsilon, double weightDecay, long step);

    /// <summary>Throws the calling thread's last native error when a result says that there was one.</summary>
    public static void Check(int result)
    {
        if (result < 0) throw LastError();
    }

    /// <inheritdoc cref="Check(int)"/>
    public static nint Check(nint result) => result != 0 ? result : throw LastError();

    public static ExternalException LastError() => new(Marshal.PtrToStringUTF8((nint)vhe_last_error()));
}
