using System.Reflection;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            protected internal virtual Module _to(Device device, ScalarType dtype)
            {
                RequireFloat(dtype);
                InitializeDevice(device);
                Convert(dtype);
                return this;
            }

            protected internal virtual Module _to(DeviceType deviceType, int deviceIndex)
            {
                InitializeDevice(new Device(deviceType, deviceIndex));
                return this;
            }

            protected internal virtual Module _to(ScalarType dtype)
            {
                RequireFloat(dtype);
                Convert(dtype);
                return this;
            }

            private static void RequireFloat(ScalarType dtype)
            {
                if (!dtype.IsFloatingPoint() && !dtype.IsComplex())
                    throw new ArgumentException("nn.Module.to only accepts floating point or complex types, " +
                        $"but got desired dtype={dtype}");
            }

            // A converted parameter is a new object: the fields that held the old one get it too.
            private void Convert(ScalarType dtype)
            {
                foreach (var child in children()) child.Convert(dtype);
                var fields = Fields(GetType()).GroupBy(ComponentName).ToDictionary(group => group.Key, group => group.First());
                foreach (var (key, parameter) in named_parameters(false).ToList())
                {
                    if (!parameter.dtype.IsFloatingPoint() || parameter.dtype == dtype) continue;
                    var converted = Converted(parameter, dtype);
                    parameter.DetachFromDisposeScope().Dispose();
                    parametersByName[key] = converted;
                    Replace(fields, key, converted);
                }
                foreach (var (key, buffer) in named_buffers(false).ToList())
                {
                    if (!buffer.dtype.IsFloatingPoint() || buffer.dtype == dtype) continue;
                    var converted = buffer.to(dtype).DetachFromDisposeScope();
                    buffer.DetachFromDisposeScope().Dispose();
                    buffersByName[key] = converted;
                    Replace(fields, key, converted);
                }
            }

            private static Parameter Converted(Parameter parameter, ScalarType dtype)
            {
                using var mode = no_grad();
                var converted = new Parameter(parameter.to(dtype), parameter.requires_grad);
                converted.DetachFromDisposeScope();
                using var gradient = parameter.grad;
                if (gradient is not null)
                {
                    using var convertedGradient = gradient.to(dtype);
                    converted.grad = convertedGradient;
                }
                return converted;
            }

            private void Replace(Dictionary<string, FieldInfo> fields, string key, Tensor value)
            {
                if (fields.TryGetValue(key, out var field) && field.FieldType.IsInstanceOfType(value)) field.SetValue(this,
                    value);
            }
        }
    }
}
