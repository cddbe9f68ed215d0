using Vhe.Networks.Distributions;

namespace Vhe.Networks.Data;

/// <summary>Classes to train on, and others to test on: no class is in both. Each part keeps the order of the whole.</summary>
/// <param name="Training">The classes to train on.</param>
/// <param name="Test">The classes to test on.</param>
public sealed record ClassSplit(GroupedImages Training, GroupedImages Test)
{
    /// <summary>
    /// The paper's split of Omniglot (section 4.2): 1200 of all 1623 classes, drawn at random, to train on and the other 423 to
    /// test on. Classes of one group may be on both sides, which is easier than <see cref="HoldOut"/>.
    /// </summary>
    /// <param name="images">All classes.</param>
    /// <param name="trainingClasses">How many to train on, 1 or more.</param>
    /// <param name="testClasses">How many to test on, 1 or more; all others when null.</param>
    /// <param name="seed">The seed: the same classes in the same order and the same seed give the same split.</param>
    /// <returns>The split.</returns>
    /// <exception cref="ArgumentException">A part would be empty, or there are fewer classes than that.</exception>
    public static ClassSplit Random(GroupedImages images, int trainingClasses, int? testClasses, long seed)
    {
        ArgumentNullException.ThrowIfNull(images);
        OptionRange.Check(nameof(trainingClasses), trainingClasses, 1);
        OptionRange.Check(nameof(testClasses), testClasses ?? 1, 1);
        var count = images.Classes.Count;
        var needed = (long)trainingClasses + (testClasses ?? 1);
        if (needed > count)
        {
            throw new ArgumentException(
                $"There are {count} classes; {trainingClasses} to train on and {testClasses ?? 1} to test on are {needed}.",
                nameof(images));
        }

        var order = Enumerable.Range(0, count).ToArray();
        new Random(unchecked((int)SeededGenerator.Derive(seed, 0))).Shuffle(order);
        return new ClassSplit(
            Part(order.Take(trainingClasses)), Part(order.Skip(trainingClasses).Take(testClasses ?? count)));

        GroupedImages Part(IEnumerable<int> indices) => images.Only(indices.Order().Select(index => images.Classes[index]));
    }

    /// <summary>
    /// Holds whole groups out, such as alphabets: the classes of the named groups are to test on, all others to train on.
    /// </summary>
    /// <param name="images">All classes, with their groups.</param>
    /// <param name="groups">The names of the groups to test on, as they are spelt.</param>
    /// <returns>The split.</returns>
    /// <exception cref="ArgumentException">
    /// No group is named; a name is that of no group (the message says which there are); or no class is left to train on.
    /// </exception>
    public static ClassSplit HoldOut(GroupedImages images, params IEnumerable<string> groups)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(groups);
        var named = groups.ToHashSet(StringComparer.Ordinal);
        List<string> there = [.. images.Classes.Select(item => item.Group).ToHashSet(StringComparer.Ordinal)];
        there.Sort(StringComparer.Ordinal);
        var unknown = named.Except(there, StringComparer.Ordinal).ToList();
        var problem = there is [""] ? "The classes have no groups."
            : named.Count == 0 ? "No group to hold out is named."
            : unknown.Count > 0 ? $"There is no group {Names(unknown)}; there are {Names(there)}."
            : named.Count == there.Count ? "All groups are to be held out; none is left to train on."
            : null;
        if (problem is not null)
            throw new ArgumentException(problem, nameof(groups));

        var parts = images.Classes.ToLookup(item => named.Contains(item.Group));
        return new ClassSplit(images.Only(parts[false]), images.Only(parts[true]));
    }

    private static string Names(IEnumerable<string> groups) => string.Join(", ", groups.Select(group => $"'{group}'"));
}
