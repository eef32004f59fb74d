namespace RealLearning.Ycs;

/// <summary>The order of an object's keys in JavaScript: those that look like an array's index by their number, then the others as they came (rule 9).</summary>
internal static class JsKeys
{
    /// <summary>Whether a key is the shortest form of an integer from 0 to 2^32 - 2.</summary>
    public static bool IsIndex(ReadOnlySpan<char> key, out uint index)
    {
        index = 0;
        if (key.Length is 0 or > 10 || (key[0] == '0' && key.Length > 1))
        {
            return false;
        }

        ulong value = 0;
        foreach (var unit in key)
        {
            if (!char.IsAsciiDigit(unit))
            {
                return false;
            }

            value = (value * 10) + (ulong)(unit - '0');
        }

        index = (uint)value;
        return value < uint.MaxValue;
    }

    /// <summary>Entries in JavaScript's order; a key that is there twice stands where it came first, with its last value.</summary>
    public static List<KeyValuePair<string, T>> InOrder<T>(IEnumerable<KeyValuePair<string, T>> entries)
    {
        var indexes = new SortedDictionary<uint, KeyValuePair<string, T>>();
        var others = new List<KeyValuePair<string, T>>();
        var places = new Dictionary<string, int>();
        foreach (var entry in entries)
        {
            if (IsIndex(entry.Key, out var index))
            {
                indexes[index] = entry;
            }
            else if (places.TryGetValue(entry.Key, out var place))
            {
                others[place] = entry;
            }
            else
            {
                places.Add(entry.Key, others.Count);
                others.Add(entry);
            }
        }

        return [.. indexes.Values, .. others];
    }
}
