using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            public virtual void register_parameter(string name, Parameter param)
            {
                if (param is null || param.IsInvalid)
                    throw new ArgumentNullException(nameof(param), "A null tensor cannot be registered as a parameter.");
                if (!parametersByName.TryAdd(name, param))
                    throw new InvalidOperationException($"Parameter {name} is already registered.");
            }

            public virtual void register_buffer(string name, Tensor tensor)
            {
                if (tensor is null || tensor.IsInvalid)
                    throw new ArgumentNullException(nameof(tensor), "A null tensor cannot be registered as a buffer.");
                if (!buffersByName.TryAdd(name, tensor))
                    throw new InvalidOperationException($"Tensor {name} is already registered.");
            }

            public virtual void register_module(string name, Module submodule)
            {
                if (submodule is null)
                {
                    submodules.Remove(name);
                    return;
                }
                if (string.IsNullOrEmpty(name)) throw new ArgumentException("module name can't be empty string \"\"");
                if (name.Contains('.')) throw new ArgumentException($"module name can't contain \".\", got: {name}");
                submodule.RegisterComponents();
                if (!submodules.TryAdd(name, submodule))
                    throw new InvalidOperationException($"Sub-module {name} is already registered.");
            }

            public void add_module(string name, Module module) => register_module(name, module);

            public virtual IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true)
            {
                var seen = new HashSet<nint> { 0 };
                foreach (var (key, parameter) in parametersByName)
                {
                    if (seen.Add(parameter.handle)) yield return (key, parameter);
                }
                if (!recurse) yield break;
                foreach (var (child, module) in submodules)
                {
                    foreach (var (key, parameter) in module.named_parameters())
                    {
                        if (seen.Add(parameter.handle)) yield return ($"{child}.{key}", parameter);
                    }
                }
            }

            public virtual IEnumerable<Parameter> parameters(bool recurse = true) =>
                named_parameters(recurse).Select(named => named.parameter);

            public virtual IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true)
            {
                var seen = new HashSet<nint> { 0 };
                foreach (var (key, buffer) in buffersByName)
                {
                    if (seen.Add(buffer.handle)) yield return (key, buffer);
                }
                if (!recurse) yield break;
                foreach (var (child, module) in submodules)
                {
                    foreach (var (key, buffer) in module.named_buffers(true))
                    {
                        if (seen.Add(buffer.handle)) yield return ($"{child}.{key}", buffer);
                    }
                }
            }

            public virtual IEnumerable<Tensor> buffers(bool recurse = true) =>
                named_buffers(recurse).Select(named => named.buffer);

            public virtual IEnumerable<(string name, Module module)> named_children() =>
                submodules.Select(child => (child.Key, child.Value));

            public virtual IEnumerable<Module> children() => submodules.Values;

            public virtual IEnumerable<(string name, Module module)> named_modules()
            {
                foreach (var (child, module) in submodules) yield return (child, module);
                foreach (var (child, module) in submodules)
                {
                    foreach (var (key, inner) in module.named_modules()) yield return ($"{child}.{key}", inner);
                }
            }

            public virtual IEnumerable<Module> modules() => named_modules().Select(named => named.module);

            public virtual bool has_parameter(string target) => get_parameter(target) is not null;

            public virtual bool has_buffer(string target) => get_buffer(target) is not null;

            public virtual Parameter? get_parameter(string target) =>
                parametersByName.TryGetValue(target, out var found) ? found
                : Split(target) is var (child, rest) ? child.get_parameter(rest) : null;

            public virtual Tensor? get_buffer(string target) =>
                buffersByName.TryGetValue(target, out var found) ? found
                : Split(target) is var (child, rest) ? child.get_buffer(rest) : null;

            private (Module Child, string Path)? Split(string target)
            {
                int dot = target.IndexOf('.', StringComparison.Ordinal);
                return dot > 0 && submodules.TryGetValue(target[..dot], out var child) ? (child, target[(dot + 1)..]) : null;
            }
        }
    }
}
