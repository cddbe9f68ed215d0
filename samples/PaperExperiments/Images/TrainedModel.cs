using Vhe.Networks.Models;

namespace PaperExperiments.Images;

/// <summary>A trained network.</summary>
/// <param name="Network">The network, in evaluation mode.</param>
/// <param name="Owner">What is disposed with it.</param>
internal sealed record TrainedModel(VariationalHomoencoder Network, IDisposable Owner) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose() => Owner.Dispose();
}
