using System.Reflection;
using TorchSharp.Modules;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>
        /// A network or a part of one: it knows its parameters, its buffers and its submodules by name, in the order of
        /// registration.
        /// </summary>
        public partial class Module : IDisposable
        {
            private readonly OrderedDictionary<string, Module> submodules = [];
            private readonly OrderedDictionary<string, Parameter> parametersByName = [];
            private readonly OrderedDictionary<string, Tensor> buffersByName = [];
            private bool componentsRegistered;
            private bool disposed;

            protected string? name;

            protected Module(string name) => this.name = name;

            public virtual bool training { get; private set; } = true;

            public virtual string GetName() => string.IsNullOrEmpty(name) ? GetType().Name : name;

            public virtual void train(bool train = true)
            {
                training = train;
                foreach (var child in submodules.Values) child.train(train);
            }

            public virtual void eval() => train(false);

            public virtual Module apply(Action<Module> fn)
            {
                foreach (var child in submodules.Values) child.apply(fn);
                fn(this);
                return this;
            }

            public virtual void zero_grad()
            {
                foreach (var parameter in parameters())
                {
                    using var gradient = parameter.grad;
                    gradient?.zero_().Dispose();
                }
            }

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing)
            {
                if (!disposing || disposed) return;
                disposed = true;
                foreach (var (_, buffer) in named_buffers(false)) buffer.DetachFromDisposeScope().Dispose();
                foreach (var (_, parameter) in named_parameters(false)) parameter.DetachFromDisposeScope().Dispose();
                foreach (var child in submodules.Values) child.Dispose();
            }

            /// <summary>Registers every field that holds a module, a parameter or a tensor, under the field's name.</summary>
            protected virtual void RegisterComponents()
            {
                if (componentsRegistered) return;
                foreach (var field in Fields(GetType()))
                {
                    var component = ComponentName(field);
                    if (submodules.ContainsKey(component) || parametersByName.ContainsKey(component) ||
                        buffersByName.ContainsKey(component)) continue;
                    switch (field.GetValue(this))
                    {
                        case Module module:
                            register_module(component, module);
                            break;
                        case Parameter parameter:
                            register_parameter(component, parameter);
                            break;
                        case Tensor tensor:
                            register_buffer(component, tensor);
                            break;
                    }
                }
                componentsRegistered = true;
            }

            protected void ClearModules() => submodules.Clear();

            /// <summary>
            /// For the property of a layer: replaces what is registered, or withdraws it when the value is null.
            /// </summary>
            protected void ConditionallyRegisterParameter(string name, Tensor? value)
            {
                if (value is null) parametersByName.Remove(name);
                else parametersByName[name] = value as Parameter ?? new Parameter(value);
            }

            /// <inheritdoc cref="ConditionallyRegisterParameter"/>
            protected void ConditionallyRegisterBuffer(string name, Tensor? value)
            {
                if (value is null) buffersByName.Remove(name);
                else buffersByName[name] = value;
            }

            // A name that a derived class uses again hides the base class's field.
            private static IEnumerable<FieldInfo> Fields(Type type)
            {
                const BindingFlags Declared =
                    BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly;
                var seen = new HashSet<string>();
                for (var current = type; current is not null && current != typeof(Module); current = current.BaseType)
                {
                    foreach (var field in current.GetFields(Declared))
                    {
                        if (seen.Add(field.Name)) yield return field;
                    }
                }
            }

            private static string ComponentName(FieldInfo field) =>
                field.GetCustomAttribute<ComponentNameAttribute>()?.Name ?? field.Name;
        }
    }
}
