namespace RealLearning.Ycs;

/// <summary>Objects and arrays compared by their keys and plain values, one level deep, as lib0's <c>equalFlat</c> does it.</summary>
internal static class FlatComparison
{
    public static bool AreSame(object? left, object? right)
    {
        var (one, other) = (Entries(left), Entries(right));
        if (one.Count != other.Count)
        {
            return false;
        }

        foreach (var (key, value) in one)
        {
            if (!other.TryGetValue(key, out var theirs) || !IsIdentical(value, theirs))
            {
                return false;
            }
        }

        return true;
    }

    private static Dictionary<string, object?> Entries(object? value) => value switch
    {
        Dictionary<string, object?> map => map,
        List<object?> list => list.Select(static (element, index) => KeyValuePair.Create(index.ToString(System.Globalization.CultureInfo.InvariantCulture), element)).ToDictionary(),
        byte[] bytes => bytes.Select(static (one, index) => KeyValuePair.Create(index.ToString(System.Globalization.CultureInfo.InvariantCulture), (object?)(double)one)).ToDictionary(),
        _ => [],
    };

    private static bool IsIdentical(object? left, object? right) => (left, right) switch
    {
        (double one, double other) => one == other,
        (string one, string other) => one == other,
        (bool one, bool other) => one == other,
        (null, null) => true,
        (YUndefined, YUndefined) => true,
        _ => false,
    };
}
