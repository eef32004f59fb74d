using RealLearning.Contracts.Challenges;
using RealLearning.Contracts.Cohorts;
using RealLearning.Contracts.Rooms;
using RealLearning.Grains.People;

namespace RealLearning.Grains.Cohorts;

/// <summary>What is kept of a cohort.</summary>
[GenerateSerializer, Alias("cohort-state")]
public sealed class CohortState
{
    /// <summary>Empty where there is no cohort.</summary>
    [Id(0)]
    public string Title { get; set; } = "";

    /// <summary>Learners choose their group themselves.</summary>
    [Id(1)]
    public bool Choice { get; set; }

    /// <summary>Rises with each change of who is in which group, or a tutor.</summary>
    [Id(2)]
    public long Revision { get; set; }

    /// <summary>Who is or was here, by id.</summary>
    [Id(3)]
    public Dictionary<string, KeptMember> Members { get; set; } = [];

    /// <summary>Groups by id, dissolved ones among them.</summary>
    [Id(4)]
    public Dictionary<string, KeptGroup> Groups { get; set; } = [];

    /// <summary>Challenges by id, withdrawn ones among them.</summary>
    [Id(5)]
    public Dictionary<string, KeptChallenge> Challenges { get; set; } = [];

    /// <summary>Invitations that hold and those that ended last, by id.</summary>
    [Id(6)]
    public Dictionary<string, KeptInvitation> Invitations { get; set; } = [];

    /// <summary>Groups whose rooms have not all heard of the present revision.</summary>
    [Id(7)]
    public HashSet<string> Untold { get; set; } = [];

    /// <summary>Rises with each activation that tells a challenge what was needed.</summary>
    [Id(8)]
    public long NeedsTerm { get; set; }

    /// <summary>The rooms of these groups have to be told.</summary>
    internal void Changed(IReadOnlyCollection<string> groups)
    {
        if (groups.Count > 0)
        {
            Revision++;
            Untold.UnionWith(groups);
        }
    }
}

/// <summary>A member of a cohort.</summary>
[GenerateSerializer, Alias("kept-member")]
public sealed class KeptMember
{
    /// <summary>The name at the time of joining.</summary>
    [Id(0)]
    public string Name { get; set; } = "";

    /// <summary>What the member is.</summary>
    [Id(1)]
    public CohortRole Role { get; set; }

    /// <summary>A learner's group.</summary>
    [Id(2)]
    public string? GroupId { get; set; }

    /// <summary>Was taken out, or left.</summary>
    [Id(3)]
    public bool HasLeft { get; set; }

    /// <summary>What tutors noted of a learner; empty where that is nothing.</summary>
    [Id(4)]
    public string Label { get; set; } = "";

    /// <summary>What of the cohort's challenges a client or a judge sees, by id; null for all.</summary>
    [Id(5)]
    public string[]? Challenges { get; set; }

    /// <summary>Whoever is something else now sees what that sees.</summary>
    internal bool Sees(string challengeId) => Role is not (CohortRole.Client or CohortRole.Judge) || Challenges is null || Challenges.Contains(challengeId);
}

/// <summary>A group of a cohort.</summary>
[GenerateSerializer, Alias("kept-group")]
public sealed class KeptGroup
{
    /// <summary>Its name.</summary>
    [Id(0)]
    public string Title { get; set; } = "";

    /// <summary>The id of its own space, from when somebody first asks for it.</summary>
    [Id(1)]
    public string? RoomId { get; set; }

    /// <summary>Has no members any more and gets none.</summary>
    [Id(2)]
    public bool IsDissolved { get; set; }
}

/// <summary>A challenge that a cohort was given.</summary>
[GenerateSerializer, Alias("kept-challenge")]
public sealed class KeptChallenge
{
    /// <summary>The version that groups begin with.</summary>
    [Id(0)]
    public int Version { get; set; }

    /// <summary>Its title.</summary>
    [Id(1)]
    public string Title { get; set; } = "";

    /// <summary>Who outside the course will see the work.</summary>
    [Id(2)]
    public string Outside { get; set; } = "";

    /// <summary>What is to be made.</summary>
    [Id(3)]
    public string Deliverable { get; set; } = "";

    /// <summary>A date.</summary>
    [Id(4)]
    public string Start { get; set; } = "";

    /// <summary>A date, or null.</summary>
    [Id(5)]
    public string? Due { get; set; }

    /// <summary>Its brief.</summary>
    [Id(6)]
    public Brief Brief { get; set; } = Brief.Empty;

    /// <summary>Its milestones.</summary>
    [Id(7)]
    public Milestone[] Milestones { get; set; } = [];

    /// <summary>Workspaces of the groups that have begun, by the group's id.</summary>
    [Id(8)]
    public Dictionary<string, string> Work { get; set; } = [];

    /// <summary>Nobody begins it any more.</summary>
    [Id(9)]
    public bool IsWithdrawn { get; set; }
}
