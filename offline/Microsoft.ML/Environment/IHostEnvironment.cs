using System.Reflection;

namespace Microsoft.ML.Runtime;

public interface IChannelProvider : IExceptionContext
{
    IChannel Start(string name);
    IPipe<TMessage> StartPipe<TMessage>(string name);
}

public interface IHostEnvironment : IChannelProvider, IProgressChannelProvider
{
    ComponentCatalog ComponentCatalog { get; }
    IHost Register(string name, int? seed = null, bool? verbose = null);
}

public interface IHost : IHostEnvironment
{
    Random Rand { get; }
}

public interface IPipe<TMessage> : IExceptionContext, IDisposable
{
    void Send(TMessage msg);
}

public interface IChannel : IPipe<ChannelMessage>
{
    void Trace(MessageSensitivity sensitivity, string fmt);
    void Trace(MessageSensitivity sensitivity, string fmt, params object[] args);
    void Error(MessageSensitivity sensitivity, string fmt);
    void Error(MessageSensitivity sensitivity, string fmt, params object[] args);
    void Warning(MessageSensitivity sensitivity, string fmt);
    void Warning(MessageSensitivity sensitivity, string fmt, params object[] args);
    void Info(MessageSensitivity sensitivity, string fmt);
    void Info(MessageSensitivity sensitivity, string fmt, params object[] args);
}

// Finds the classes behind the contract names of custom mappings.
public sealed class ComponentCatalog
{
    private readonly Dictionary<string, Type> _factories = [];

    internal ComponentCatalog()
    {
    }

    public void RegisterAssembly(Assembly assembly, bool throwOnError = true)
    {
        foreach (var type in assembly.GetTypes())
        {
            var attribute = type.GetCustomAttribute<Transforms.CustomMappingFactoryAttributeAttribute>();
            if (attribute is null)
                continue;
            lock (_factories)
            {
                if (_factories.TryGetValue(attribute.ContractName, out var other) && other != type && throwOnError)
                {
                    throw Contracts.Except(
                        $"Duplicate contract name '{attribute.ContractName}': {other.FullName} and {type.FullName}.");
                }
                _factories[attribute.ContractName] = type;
            }
        }
    }

    internal object CreateFactory(string contractName)
    {
        lock (_factories)
        {
            return _factories.TryGetValue(contractName, out var type)
                ? Activator.CreateInstance(type)
                : throw Contracts.Except($"Could not find a class with contract name '{contractName}'.");
        }
    }
}
