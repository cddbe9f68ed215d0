using System.Runtime.InteropServices;

namespace Vhe.Networks.Training;

/// <summary>What one training step goes by.</summary>
/// <param name="LearningRate">Adam's.</param>
/// <param name="KlWeight">The weight of the KL terms.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct StepSettings(double LearningRate, double KlWeight);
