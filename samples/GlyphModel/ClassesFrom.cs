namespace GlyphModel;

/// <summary>Where the classes of an episode come from: all groups, or one group.</summary>
internal enum ClassesFrom
{
    AllAlphabets,
    OneAlphabet,
}
