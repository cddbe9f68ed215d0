using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Vhe.Tests.Common;

/// <summary>
/// Finds the calls that leave a number to nobody. TorchSharp makes a Scalar of every number given and passes its bare handle: a
/// collection before the native call is over frees what that call still reads.
/// </summary>
internal sealed class UnheldNumbers : IDisposable
{
    private const string TorchSharp = "TorchSharp";

    private readonly DefaultAssemblyResolver _resolver = new();
    private readonly Dictionary<string, MethodDefinition> _holes = new(StringComparer.Ordinal);
    private readonly HashSet<string> _types = new(StringComparer.Ordinal);

    /// <summary>Reads TorchSharp: which of its methods make a number and let it go, or call one that does.</summary>
    /// <param name="folder">Where it and all other assemblies are.</param>
    public UnheldNumbers(string folder)
    {
        _resolver.AddSearchDirectory(folder);
        var methods = Methods(Read(Path.Combine(folder, $"{TorchSharp}.dll"))).ToArray();
        var callers = methods
            .SelectMany(method => Callees(method).Select(callee => (callee.FullName, method)))
            .ToLookup(pair => pair.FullName, pair => pair.method, StringComparer.Ordinal);
        var found = new Queue<MethodDefinition>(methods.Where(method => MadeScalars.Unheld(method).Any()));
        while (found.TryDequeue(out var method))
        {
            if (_holes.TryAdd(method.FullName, method))
            {
                foreach (var caller in callers[method.FullName])
                    found.Enqueue(caller);
            }
        }

        // Their methods are called through their base: a module's forward, an optimizer's step.
        _types.UnionWith(_holes.Values.Where(method => method.IsVirtual).Select(method => method.DeclaringType.FullName));
    }

    /// <summary>The methods of TorchSharp that are not safe to call.</summary>
    public IReadOnlyCollection<MethodDefinition> Holes => _holes.Values;

    /// <summary>Whether an assembly calls TorchSharp at all.</summary>
    public static bool Uses(string path)
    {
        using var module = ModuleDefinition.ReadModule(path);
        return module.AssemblyReferences.Any(reference => reference.Name == TorchSharp);
    }

    /// <summary>What an assembly does that leaves a number to nobody.</summary>
    /// <param name="path">The assembly.</param>
    /// <returns>The method, and what it does.</returns>
    public IEnumerable<(MethodDefinition Method, string What)> In(string path)
        => Methods(Read(path)).SelectMany(method => MadeScalars.Unheld(method).Concat(Calls(method)).Select(what => (method, what)));

    /// <inheritdoc/>
    public void Dispose() => _resolver.Dispose();

    private static IEnumerable<MethodDefinition> Methods(ModuleDefinition module)
        => module.GetTypes().SelectMany(type => type.Methods).Where(method => method.HasBody);

    /// <summary>The methods of TorchSharp that a method calls, or makes a delegate of.</summary>
    private static IEnumerable<MethodDefinition> Callees(MethodDefinition method)
        => from instruction in method.Body.Instructions
        let called = instruction.Operand as MethodReference
        where called?.DeclaringType.GetElementType().Scope.Name is TorchSharp or $"{TorchSharp}.dll"
        let callee = called.Resolve()
        where callee is not null
        from one in callee.IsConstructor && instruction.OpCode.Code == Code.Newobj ? Iterates(callee).Append(callee) : [callee]
        select one;

    /// <summary>What runs later of an iterator or async method that is begun here.</summary>
    private static IEnumerable<MethodDefinition> Iterates(MethodDefinition constructor)
        => constructor.DeclaringType.Methods.Where(method => method.Name == "MoveNext");

    private ModuleDefinition Read(string path)
        => ModuleDefinition.ReadModule(path, new ReaderParameters { AssemblyResolver = _resolver });

    private IEnumerable<string> Calls(MethodDefinition method)
        => from callee in Callees(method)
        let type = callee.IsConstructor ? callee.DeclaringType : callee.ReturnType.GetElementType()
        where _holes.ContainsKey(callee.FullName) || HasHole(type)
        select $"calls {callee.FullName}";

    private bool HasHole(TypeReference type)
    {
        for (var one = type; one?.Scope.Name is TorchSharp or $"{TorchSharp}.dll"; one = one.Resolve()?.BaseType?.GetElementType())
        {
            if (_types.Contains(one.FullName))
                return true;
        }

        return false;
    }
}
