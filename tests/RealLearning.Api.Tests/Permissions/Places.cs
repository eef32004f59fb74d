using RealLearning.Contracts.Documents;
using static RealLearning.Api.Tests.Permissions.Who;

namespace RealLearning.Api.Tests.Permissions;

/// <summary>A room of the cast, and what everybody may do there.</summary>
internal sealed record Place(string Name, Func<Cast, string> RoomOf, Func<Who, Right> RightOf)
{
    private static readonly Func<Who, Right> s_ofGroupOne = static who => GroupOne.HasFlag(who) ? Right.Edit : who == Tutor ? Right.Observe : Right.None;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Place> All { get; } =
    [
        new("workspace", static cast => cast.Workspace, s_ofGroupOne),
        new("space", static cast => cast.Space, s_ofGroupOne),
        new("session", static cast => cast.Session, static who => who == Learner ? Right.Facilitate : Commenters.HasFlag(who) ? Right.Comment : s_ofGroupOne(who)),
        new("own", static cast => cast.Own, static who => who == Learner ? Right.Facilitate : Commenters.HasFlag(who) ? Right.Comment : Right.None),
    ];

    /// <summary>Whoever has at least this right there.</summary>
    public Who With(Right right) => Cast.Having(RightOf, right);
}

/// <summary>A document of a place. What people write goes to <c>content</c> alone.</summary>
internal sealed record Paper(Place Place, string Part)
{
    private static readonly Dictionary<string, string[]> s_parts = new()
    {
        // A client's copy is behind no door at all.
        ["workspace"] = ["content", "room", "snapshot-f1", "submitted-s1"],
        ["space"] = ["content", "room"],
        ["session"] = ["content", "room", "work"],
        ["own"] = ["content", "room", "snapshot-f1"],
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Paper> All { get; } = [.. Place.All.SelectMany(static place => s_parts[place.Name].Select(part => new Paper(place, part)))];

    public string NameFor(Cast cast) => $"{Place.RoomOf(cast)}/{Part}";

    /// <summary>What somebody may do in it.</summary>
    public Right RightOf(Who who) => Part.StartsWith("submitted", StringComparison.Ordinal) ? Right.None
        : Part == "content" ? Place.RightOf(who)
        : (Right)Math.Min((int)Place.RightOf(who), (int)Right.Comment);

    /// <summary>Whoever has at least this right in it.</summary>
    public Who With(Right right) => Cast.Having(RightOf, right);

    public override string ToString() => $"{Place.Name}/{Part}";
}
