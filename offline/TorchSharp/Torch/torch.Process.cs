namespace TorchSharp;

public static partial class torch
{
    public static DisposeScope NewDisposeScope() => DisposeScopeManager.ThreadSingleton.NewDisposeScope();

    public static int get_num_threads() => Native.vhe_threads();

    public static void set_num_threads(int num) => Native.Check(Native.vhe_set_threads(num));
}
