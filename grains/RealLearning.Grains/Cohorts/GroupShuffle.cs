namespace RealLearning.Grains.Cohorts;

/// <summary>Puts learners into groups. Sizes differ by at most one where everybody is placed anew.</summary>
internal static class GroupShuffle
{
    /// <summary>How many groups of about a size a number of people makes, so that none is larger than one more than it: at least one.</summary>
    public static int GroupsFor(int people, int size) => Math.Max(1, people / size);

    /// <summary>Everybody anew: the group of each person.</summary>
    public static Dictionary<string, string> All(IEnumerable<string> people, IReadOnlyList<string> groups, Random random)
    {
        var order = people.Order(StringComparer.Ordinal).ToArray();
        random.Shuffle(order);
        return order.Select((person, i) => (person, Group: groups[i % groups.Count])).ToDictionary(placed => placed.person, placed => placed.Group);
    }

    /// <summary>Those without a group, one after another into the smallest.</summary>
    public static Dictionary<string, string> Fill(IEnumerable<string> people, IReadOnlyDictionary<string, int> sizes, Random random)
    {
        var order = people.Order(StringComparer.Ordinal).ToArray();
        random.Shuffle(order);
        var filled = new SortedSet<(int Size, string Group)>(sizes.Select(group => (group.Value, group.Key)));
        var placed = new Dictionary<string, string>();
        foreach (var person in order)
        {
            var smallest = filled.Min;
            filled.Remove(smallest);
            filled.Add((smallest.Size + 1, smallest.Group));
            placed[person] = smallest.Group;
        }

        return placed;
    }
}
