namespace Vhe.Networks.Build;

/// <summary>Whether a file needs a version.</summary>
internal enum VersionNeedState
{
    /// <summary>The file needs no such version.</summary>
    Absent,

    /// <summary>The file is not built as expected.</summary>
    Unexpected,

    /// <summary>The file needs the version, for more than the marker.</summary>
    Used,

    /// <summary>The file asks for it, but loads without it.</summary>
    Weak,

    /// <summary>The file does not load without it, because of one symbol that nothing uses.</summary>
    Unused,
}
