namespace GlyphModel;

/// <summary>Where the classes of an episode come from.</summary>
internal enum ClassesFrom
{
    /// <summary>All of the groups at once.</summary>
    AllAlphabets,

    /// <summary>One group each.</summary>
    OneAlphabet,
}
