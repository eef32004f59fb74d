namespace RealLearning.Contracts.Documents;

/// <summary>The names of rights on the wire.</summary>
public static class RightNames
{
    /// <summary>A right's name.</summary>
    public static string Of(Right right) => right switch
    {
        Right.None => "none",
        Right.Observe => "observe",
        Right.Comment => "comment",
        Right.Edit => "edit",
        Right.Facilitate => "facilitate",
        _ => throw new ArgumentOutOfRangeException(nameof(right)),
    };

    /// <summary>A right by its name.</summary>
    public static bool TryParse(string? name, out Right right)
    {
        foreach (var candidate in Enum.GetValues<Right>())
        {
            if (Of(candidate) == name)
            {
                right = candidate;
                return true;
            }
        }

        right = Right.None;
        return false;
    }
}
