namespace Vhe.Networks.Build;

/// <summary>The result of the search.</summary>
/// <param name="State">What was found.</param>
/// <param name="FlagsOffset">Where the flags of the entry are, where there is one.</param>
/// <param name="Reason">Why it is to be left alone, for a message.</param>
internal sealed record VersionNeed(VersionNeedState State, int FlagsOffset = 0, string Reason = "");
