namespace Vhe.Networks.Build;

/// <summary>What was found: where the flags of the entry are if there is one, and why the file is left alone if it is.</summary>
internal sealed record VersionNeed(VersionNeedState State, int FlagsOffset = 0, string Reason = "");
