namespace Vhe.MLNet.Persistence;

/// <summary>A class in the header of a saved model.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Group">The group of classes that it is of; empty when there is none.</param>
/// <param name="Count">How many images it has.</param>
internal sealed record SavedClass(string Name, string Group, int Count);
