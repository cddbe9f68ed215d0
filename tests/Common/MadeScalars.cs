using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Vhe.Tests.Common;

/// <summary>Reads in a method's instructions what becomes of each Scalar that it makes.</summary>
internal static class MadeScalars
{
    private const string Scalar = "TorchSharp.Scalar";

    /// <summary>Those that nobody holds for sure while another call reads them: they are neither returned, nor kept in a static
    /// field, nor disposed by a using that ends after the call.</summary>
    /// <returns>How each is made.</returns>
    public static IEnumerable<string> Unheld(MethodDefinition method)
        => method.Body.Instructions.Where(Makes).Where(made => !IsHeld(made, method)).Select(made => $"makes {made.Operand}");

    private static bool Makes(Instruction instruction)
        => instruction.Operand is MethodReference called && (instruction.OpCode.Code == Code.Newobj
            ? called.DeclaringType.FullName == Scalar
            : instruction.OpCode.FlowControl == FlowControl.Call && called.ReturnType.FullName == Scalar);

    private static bool IsHeld(Instruction made, MethodDefinition method)
    {
        var next = Follow(made.Next);
        return next.OpCode.Code is Code.Ret or Code.Stsfld
            || (Stored(next, method) is { } variable && (IsReturned(next, variable, method) || IsDisposed(variable, method)));
    }

    private static bool IsReturned(Instruction stored, VariableDefinition variable, MethodDefinition method)
    {
        var next = Follow(stored.Next);
        return Loaded(next, method) == variable && Follow(next.Next).OpCode.Code == Code.Ret;
    }

    private static bool IsDisposed(VariableDefinition variable, MethodDefinition method)
        => method.Body.ExceptionHandlers.Any(handler => handler.HandlerType == ExceptionHandlerType.Finally
            && InstructionsOf(handler).Any(instruction => Loaded(instruction, method) == variable));

    private static IEnumerable<Instruction> InstructionsOf(ExceptionHandler handler)
    {
        for (var instruction = handler.HandlerStart; instruction != handler.HandlerEnd; instruction = instruction.Next)
            yield return instruction;
    }

    /// <summary>The next instruction that does something.</summary>
    private static Instruction Follow(Instruction instruction) => instruction.OpCode.Code switch
    {
        Code.Nop => Follow(instruction.Next),
        Code.Br or Code.Br_S => Follow((Instruction)instruction.Operand),
        _ => instruction,
    };

    private static VariableDefinition? Stored(Instruction instruction, MethodDefinition method) => instruction.OpCode.Code switch
    {
        Code.Stloc_0 or Code.Stloc_1 or Code.Stloc_2 or Code.Stloc_3 =>
            method.Body.Variables[instruction.OpCode.Code - Code.Stloc_0],
        Code.Stloc or Code.Stloc_S => (VariableDefinition)instruction.Operand,
        _ => null,
    };

    private static VariableDefinition? Loaded(Instruction instruction, MethodDefinition method) => instruction.OpCode.Code switch
    {
        Code.Ldloc_0 or Code.Ldloc_1 or Code.Ldloc_2 or Code.Ldloc_3 =>
            method.Body.Variables[instruction.OpCode.Code - Code.Ldloc_0],
        Code.Ldloc or Code.Ldloc_S => (VariableDefinition)instruction.Operand,
        _ => null,
    };
}
