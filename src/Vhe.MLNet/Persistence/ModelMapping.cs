using Vhe.Networks;
using Vhe.Networks.Models;

namespace Vhe.MLNet.Persistence;

/// <summary>What the mappings that compute with a network have in common.</summary>
internal static class ModelMapping
{
    /// <summary>Gives ML.NET a mapping, which it asks for where it loads a model, and refuses where TorchSharp's native part is not to
    /// be had: the first row would be too late to say so.</summary>
    /// <typeparam name="T">The mapping's type.</typeparam>
    /// <param name="mapping">The mapping.</param>
    /// <returns>The same.</returns>
    /// <exception cref="VheException">The native part cannot be loaded; the message says why. ML.NET, which loads by reflection, wraps it
    /// in a <see cref="System.Reflection.TargetInvocationException"/> for each chain that the mapping is in.</exception>
    public static T Ready<T>(T mapping)
    {
        ComputeDevice.Find("cpu");
        return mapping;
    }
}
