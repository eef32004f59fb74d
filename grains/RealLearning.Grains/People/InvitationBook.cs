using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using RealLearning.Contracts.People;
using RealLearning.Grains.Rooms;

namespace RealLearning.Grains.People;

/// <summary>Rules of the invitations that a grain keeps in its state. Changes nothing but what it is told to.</summary>
/// <param name="kept">Those that hold and those that ended last, by id.</param>
internal sealed class InvitationBook<TRole>(Dictionary<string, KeptInvitation> kept, TimeProvider time)
    where TRole : struct, Enum
{
    private const int TokenMax = 200;

    /// <summary>Those that hold, the first to end first.</summary>
    public IEnumerable<Invitation<TRole>> Holding => kept.Values.Where(Holds).OrderBy(invitation => invitation.ExpiresAt).Select(View);

    /// <summary>Null where it may be made.</summary>
    public string? Fault(NewInvitation<TRole> invitation) =>
        invitation.Uses is < 1 or > NewInvitation<TRole>.UsesMax ? $"An invitation has 1 to {NewInvitation<TRole>.UsesMax} uses."
        : invitation.Days is < 1 or > NewInvitation<TRole>.DaysMax ? $"An invitation holds for 1 to {NewInvitation<TRole>.DaysMax} days."
        : !Enum.IsDefined(invitation.Role) ? "There is no such role."
        : TextRules.Id(invitation.InvitationId) is { } fault ? fault
        : kept.ContainsKey(invitation.InvitationId) ? "There was an invitation of this id already."
        : kept.Values.Count(Holds) >= NewInvitation<TRole>.InvitationsMax ? $"There are {NewInvitation<TRole>.InvitationsMax} invitations that hold already. End some first."
        : null;

    /// <summary>Puts one in, and takes out what ended long ago.</summary>
    public void Keep(KeptInvitation invitation)
    {
        kept[invitation.InvitationId] = invitation;
        foreach (var ended in kept.Values.Where(each => !Holds(each)).OrderByDescending(each => each.ExpiresAt).Skip(NewInvitation<TRole>.EndedMax).ToList())
        {
            kept.Remove(ended.InvitationId);
        }
    }

    /// <summary>A new one with its secret; it is kept once the caller puts it in.</summary>
    public (string Secret, KeptInvitation Kept) New(NewInvitation<TRole> invitation)
    {
        var secret = $"{invitation.InvitationId}.{SecretToken.New()}";
        return (secret, new KeptInvitation
        {
            InvitationId = invitation.InvitationId,
            Role = Convert.ToInt32(invitation.Role, CultureInfo.InvariantCulture),
            Uses = invitation.Uses,
            ExpiresAt = time.GetUtcNow().AddDays(invitation.Days),
            By = invitation.By,
            Challenges = invitation.Challenges,
            TokenHash = SecretToken.Hash(secret),
        });
    }

    /// <summary>The invitation of a secret, whether it holds or not.</summary>
    public bool TryFind(string secret, [NotNullWhen(true)] out KeptInvitation? found)
    {
        found = null;
        var dot = secret.LastIndexOf('.');
        if (dot <= 0 || secret.Length > TokenMax || !kept.TryGetValue(secret[..dot], out var known) || !SecretToken.IsSame(known.TokenHash, SecretToken.Hash(secret)))
        {
            return false;
        }

        found = known;
        return true;
    }

    public bool Holds(KeptInvitation invitation) => !invitation.IsRevoked && invitation.UsedBy.Count < invitation.Uses && time.GetUtcNow() < invitation.ExpiresAt;

    public static Invitation<TRole> View(KeptInvitation invitation) => new(
        invitation.InvitationId, RoleOf(invitation), invitation.Uses, Math.Max(0, invitation.Uses - invitation.UsedBy.Count), invitation.ExpiresAt, invitation.By, invitation.Challenges);

    public static TRole RoleOf(KeptInvitation invitation) => (TRole)Enum.ToObject(typeof(TRole), invitation.Role);

    /// <summary>Uses that were spent on accounts which a crash kept from being written.</summary>
    public async Task<List<string>> UnusedAsync(KeptInvitation invitation, IGrainFactory grains)
    {
        var unused = new List<string>();
        foreach (var (accountId, at) in invitation.UsedBy.ToList())
        {
            if (time.GetUtcNow() - at > TimeSpan.FromSeconds(ILoginGrain.ReservedSeconds) && await grains.GetGrain<IAccountGrain>(accountId).GetAsync() is null)
            {
                unused.Add(accountId);
            }
        }

        return unused;
    }
}

/// <summary>An invitation with the hash of its token.</summary>
[GenerateSerializer, Alias("kept-invitation")]
public sealed class KeptInvitation
{
    /// <summary>Its id.</summary>
    [Id(0)]
    public string InvitationId { get; set; } = "";

    /// <summary>What it makes of whoever takes it: a role of the site or of the cohort that keeps it, by its number.</summary>
    [Id(1)]
    public int Role { get; set; }

    /// <summary>How many may take it.</summary>
    [Id(2)]
    public int Uses { get; set; }

    /// <summary>Until when.</summary>
    [Id(3)]
    public DateTimeOffset ExpiresAt { get; set; }

    /// <summary>Who made it.</summary>
    [Id(4)]
    public string By { get; set; } = "";

    /// <summary>SHA-256 of its token.</summary>
    [Id(5)]
    public byte[] TokenHash { get; set; } = [];

    /// <summary>Who took it, and when.</summary>
    [Id(6)]
    public Dictionary<string, DateTimeOffset> UsedBy { get; set; } = [];

    /// <summary>Ended before its time.</summary>
    [Id(7)]
    public bool IsRevoked { get; set; }

    /// <summary>To which challenges of a cohort it opens the way, by id; null for all.</summary>
    [Id(8)]
    public string[]? Challenges { get; set; }
}
