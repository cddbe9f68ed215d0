using Mono.Cecil;

namespace Vhe.Networks.Tests;

/// <summary>The namespaces of Vhe.Networks depend on each other in one direction.</summary>
public class RoomsTests
{
    private const string Root = "Vhe.Networks";

    // In this order: a namespace uses those that it names, and all that they use. Nothing can be in a cycle.
    private static readonly (string Room, string[] Uses)[] Rooms =
    [
        ("", []),
        ("Native", [""]),
        ("Distributions", ["Native"]),
        ("Data", ["Distributions"]),
        ("Storage", ["Native"]),
        ("Layers", ["Data", "Storage"]),
        ("Models", ["Layers"]),
        ("Training", ["Models"]),
        ("Inference", ["Models"]),
        ("Evaluation", ["Training", "Inference"]),
    ];

    [Test]
    public void A_namespace_uses_only_those_before_it()
    {
        var allowed = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var (room, uses) in Rooms)
        {
            Assert.That(uses, Is.SubsetOf(allowed.Keys), $"{room}: only rooms before it can be named");
            allowed[room] = [room, .. uses.SelectMany(used => allowed[used])];
        }

        using var module = ModuleDefinition.ReadModule(typeof(ImageShape).Assembly.Location);
        var types = module.GetTypes().Where(type => RoomOf(type) is not null).ToArray();

        Assert.That(types.Select(type => RoomOf(type)!).Distinct(StringComparer.Ordinal), Is.EquivalentTo(allowed.Keys));
        Assert.That(
            (from type in types
             from used in Used(type)
             let room = RoomOf(used)
             where room is not null && !allowed[RoomOf(type)!].Contains(room)
             select $"{type.FullName} uses {used.FullName}").Distinct(StringComparer.Ordinal),
            Is.Empty);
    }

    private static string? RoomOf(TypeReference type)
    {
        var outer = type;
        while (outer.DeclaringType is not null)
            outer = outer.DeclaringType;

        return outer.Namespace == Root ? ""
            : outer.Namespace.StartsWith($"{Root}.", StringComparison.Ordinal) ? outer.Namespace[(Root.Length + 1)..].Split('.')[0]
            : null;
    }

    private static IEnumerable<TypeReference> Used(TypeDefinition type)
    {
        TypeReference?[] own =
        [
            type.BaseType,
            .. type.Interfaces.Select(item => item.InterfaceType),
            .. type.Fields.Select(field => field.FieldType),
            .. type.GenericParameters.SelectMany(Constraints),
            .. type.Methods.SelectMany(Signature),
            .. type.Methods.Where(method => method.HasBody).SelectMany(Body),
        ];
        return own.OfType<TypeReference>().SelectMany(Parts);
    }

    private static IEnumerable<TypeReference> Constraints(GenericParameter parameter)
        => parameter.Constraints.Select(constraint => constraint.ConstraintType);

    private static IEnumerable<TypeReference> Signature(IMethodSignature method)
        => method.Parameters.Select(parameter => parameter.ParameterType).Append(method.ReturnType);

    private static IEnumerable<TypeReference> Body(MethodDefinition method)
        => method.Body.Variables.Select(variable => variable.VariableType)
            .Concat(method.Body.ExceptionHandlers.Select(handler => handler.CatchType))
            .Concat(method.Body.Instructions.SelectMany(instruction => instruction.Operand switch
            {
                TypeReference operand => [operand],
                MethodReference called
                    => [called.DeclaringType, .. Signature(called), .. (called as GenericInstanceMethod)?.GenericArguments ?? []],
                FieldReference field => [field.DeclaringType, field.FieldType],
                _ => (IEnumerable<TypeReference>)[],
            }))
            .Where(type => type is not null);

    // A List<T> is a use of T.
    private static IEnumerable<TypeReference> Parts(TypeReference type) => type switch
    {
        GenericInstanceType generic => generic.GenericArguments.SelectMany(Parts).Append(generic.ElementType),
        TypeSpecification { ElementType: { } element } => Parts(element),
        _ => [type],
    };
}
