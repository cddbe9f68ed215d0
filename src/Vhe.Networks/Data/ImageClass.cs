namespace Vhe.Networks.Data;

/// <summary>A class of images: a group of elements that share one latent variable c (section 2 of the paper).</summary>
/// <param name="Name">
/// The class's name. Within one <see cref="GroupedImages"/> no two names are alike (<see cref="ClassNameComparer"/>).
/// </param>
/// <param name="Images">
/// The images, each a CHW row-major array with values in [0, 1], ink = 1. They are not copied: do not change them afterwards.
/// </param>
/// <param name="Group">The group of classes that this class is of, for instance its alphabet; empty when there is none.</param>
public sealed record ImageClass(string Name, IReadOnlyList<float[]> Images, string Group = "");
