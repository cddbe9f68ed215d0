namespace TorchSharp;

public static partial class torch
{
    /// <summary>Gradients beyond <see cref="Tensor.backward()"/>.</summary>
    public static partial class autograd
    {
        public static IList<Tensor> grad(IList<Tensor> outputs, IList<Tensor> inputs, IList<Tensor>? grad_outputs = null,
            bool retain_graph = false, bool create_graph = false, bool allow_unused = false)
        {
            var results = new nint[inputs.Count];
            unsafe
            {
                fixed (nint* from = Handles(outputs), to = Handles(inputs), weights = Handles(grad_outputs ?? []),
                found = results) {
                    Native.Check(Native.vhe_autograd_grad(from, outputs.Count, to, inputs.Count, weights,
                        grad_outputs?.Count ?? 0, retain_graph ? 1 : 0, create_graph ? 1 : 0, allow_unused ? 1 : 0, found));
                }
            }
            GC.KeepAlive(outputs);
            GC.KeepAlive(inputs);
            GC.KeepAlive(grad_outputs);
            return results.Select(result => result == 0 ? null! : new Tensor(result)).ToList();
        }

        private static nint[] Handles(IList<Tensor> tensors) => tensors.Select(tensor => tensor.Handle).ToArray();
    }
}
