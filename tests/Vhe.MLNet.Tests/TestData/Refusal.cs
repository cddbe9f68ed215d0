using NUnit.Framework.Constraints;

namespace Vhe.MLNet.Tests.TestData;

/// <summary>Constraints on exceptions: their type, and what their message must name.</summary>
internal static class Refusal
{
    /// <summary>Bad data: an <see cref="InvalidDataException"/>.</summary>
    /// <param name="parts">What the message names.</param>
    /// <returns>The constraint.</returns>
    public static IResolveConstraint OfData(params string[] parts) => Mention(Throws.TypeOf<InvalidDataException>(), parts);

    /// <summary>Bad arguments: an <see cref="ArgumentException"/> or one derived from it.</summary>
    /// <param name="parts">What the message names.</param>
    /// <returns>The constraint.</returns>
    public static IResolveConstraint OfArgument(params string[] parts) => Mention(Throws.InstanceOf<ArgumentException>(), parts);

    private static Constraint Mention(Constraint constraint, string[] parts)
        => parts.Aggregate(constraint, (current, part) => current.And.Message.Contains(part));
}
