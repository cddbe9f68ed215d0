using System.Runtime.InteropServices;

namespace Vhe.MLNet;

/// <summary>How probable it is that an image is of a class.</summary>
/// <param name="ClassName">The class.</param>
/// <param name="Probability">0 to 1; those of all classes sum to 1.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ClassProbability(string ClassName, float Probability);
