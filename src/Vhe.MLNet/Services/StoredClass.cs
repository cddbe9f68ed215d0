namespace Vhe.MLNet.Services;

/// <summary>A class in the store: added at run time, or, without images, removed.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Order">Classes were added by ascending order.</param>
/// <param name="Images">Its examples as the network sees them; none where this marks a class of the support folder as
/// removed.</param>
internal sealed record StoredClass(string Name, long Order, IReadOnlyList<float[]> Images);
