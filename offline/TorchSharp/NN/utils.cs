using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Helpers of training.</summary>
        public static partial class utils
        {
            /// <summary>
            /// Scales the gradients together so that their norm is at most <paramref name="max_norm"/>; returns the norm before.
            /// </summary>
            public static double clip_grad_norm_(IEnumerable<Parameter> tensors, double max_norm, double norm_type = 2.0)
            {
                using var scope = NewDisposeScope();
                using var mode = no_grad();
                var gradients = tensors.Select(parameter => parameter.grad).OfType<Tensor>().ToArray();
                if (gradients.Length == 0) return 0;
                var norms = Dispatcher.CallList("_foreach_norm.Scalar"u8, gradients, norm_type);
                double total = Dispatcher.Call("norm.Scalar"u8, stack(norms), norm_type).ToDouble();
                double scale = max_norm / (total + 1e-6);
                if (scale < 1) Dispatcher.CallVoid("_foreach_mul_.Scalar"u8, gradients, scale);
                return total;
            }

            public static void clip_grad_value_(IEnumerable<Parameter> tensors, double clip_value)
            {
                using var scope = NewDisposeScope();
                using var mode = no_grad();
                foreach (var parameter in tensors) parameter.grad?.clamp_(-clip_value, clip_value);
            }
        }
    }
}
