using RealLearning.Contracts.People;

namespace RealLearning.Grains.People;

/// <summary>The site's invitations, and who came by them.</summary>
public sealed class SiteGrain(TimeProvider time) : Grain<SiteState>, ISiteGrain
{
    private const string FirstId = "first";

    /// <inheritdoc/>
    public async Task<string?> BeginAsync()
    {
        if (State.HasBegun && !await IsUnusedAsync())
        {
            return null;
        }

        var (token, kept) = New(new NewInvitation(FirstId, SiteRole.Administrator, 1, ISiteGrain.DaysMax, "first start"));
        await WriteAsync(() =>
        {
            State.HasBegun = true;
            State.Invitations[FirstId] = kept;
        });
        return token;
    }

    /// <inheritdoc/>
    public async Task<InvitedReply> InviteAsync(NewInvitation invitation)
    {
        if (invitation.Uses is < 1 or > ISiteGrain.UsesMax)
        {
            return Fault($"An invitation has 1 to {ISiteGrain.UsesMax} uses.");
        }

        if (invitation.Days is < 1 or > ISiteGrain.DaysMax)
        {
            return Fault($"An invitation holds for 1 to {ISiteGrain.DaysMax} days.");
        }

        if (!Enum.IsDefined(invitation.Role) || invitation.InvitationId is not { Length: > 0 and <= 64 })
        {
            return Fault("An invitation has an id of 1 to 64 characters and a role.");
        }

        if (State.Invitations.ContainsKey(invitation.InvitationId))
        {
            return Fault("There was an invitation of this id already.");
        }

        if (State.Invitations.Values.Count(Holds) >= ISiteGrain.InvitationsMax)
        {
            return Fault($"There are {ISiteGrain.InvitationsMax} invitations that hold already. End some first.");
        }

        var (token, kept) = New(invitation);
        await WriteAsync(() => State.Invitations[invitation.InvitationId] = kept);
        return new InvitedReply(View(kept), token, null);

        static InvitedReply Fault(string fault) => new(null, null, fault);
    }

    /// <inheritdoc/>
    public Task<Invitation?> FindAsync(string token) => Task.FromResult(Kept(token) is { } kept && Holds(kept) ? View(kept) : null);

    /// <inheritdoc/>
    public async Task<Invitation?> RedeemAsync(string token, string accountId)
    {
        if (Kept(token) is not { } kept)
        {
            return null;
        }

        if (kept.UsedBy.ContainsKey(accountId))
        {
            return View(kept);
        }

        if (!Holds(kept))
        {
            await ReturnUnusedAsync(kept);
        }

        if (!Holds(kept))
        {
            return null;
        }

        await WriteAsync(() => kept.UsedBy[accountId] = time.GetUtcNow());
        return View(kept);
    }

    /// <inheritdoc/>
    public async Task RevokeAsync(string invitationId)
    {
        if (State.Invitations.TryGetValue(invitationId, out var kept) && !kept.IsRevoked)
        {
            await WriteAsync(() => kept.IsRevoked = true);
        }
    }

    /// <inheritdoc/>
    public Task<SiteView> ViewAsync()
    {
        var people = State.Invitations.Values.SelectMany(kept => kept.UsedBy).OrderByDescending(use => use.Value).Select(use => use.Key).Distinct();
        return Task.FromResult(new SiteView([.. State.Invitations.Values.Where(Holds).OrderBy(kept => kept.ExpiresAt).Select(View)], [.. people]));
    }

    /// <summary>Whether nobody is an administrator by the first invitation, nor by any other.</summary>
    private async Task<bool> IsUnusedAsync()
    {
        foreach (var kept in State.Invitations.Values.Where(kept => kept.Role == SiteRole.Administrator))
        {
            await ReturnUnusedAsync(kept);
        }

        return State.Invitations.Values.All(kept => kept.Role != SiteRole.Administrator || kept.UsedBy.Count == 0);
    }

    /// <summary>Gives back what was spent on accounts that a crash kept from being written.</summary>
    private async Task ReturnUnusedAsync(KeptInvitation kept)
    {
        foreach (var (accountId, at) in kept.UsedBy.ToList())
        {
            if (time.GetUtcNow() - at > TimeSpan.FromSeconds(ILoginGrain.ReservedSeconds) && await GrainFactory.GetGrain<IAccountGrain>(accountId).GetAsync() is null)
            {
                await WriteAsync(() => kept.UsedBy.Remove(accountId));
            }
        }
    }

    private (string Token, KeptInvitation Kept) New(NewInvitation invitation)
    {
        var token = $"{invitation.InvitationId}.{SecretToken.New()}";
        return (token, new KeptInvitation
        {
            InvitationId = invitation.InvitationId,
            Role = invitation.Role,
            Uses = invitation.Uses,
            ExpiresAt = time.GetUtcNow().AddDays(invitation.Days),
            By = invitation.By,
            TokenHash = SecretToken.Hash(token),
        });
    }

    private KeptInvitation? Kept(string token) =>
        token.LastIndexOf('.') is > 0 and <= 64 and var dot && token.Length <= 200
        && State.Invitations.TryGetValue(token[..dot], out var kept)
        && SecretToken.IsSame(kept.TokenHash, SecretToken.Hash(token))
            ? kept
            : null;

    private bool Holds(KeptInvitation kept) => !kept.IsRevoked && kept.UsedBy.Count < kept.Uses && time.GetUtcNow() < kept.ExpiresAt;

    private static Invitation View(KeptInvitation kept) =>
        new(kept.InvitationId, kept.Role, kept.Uses, Math.Max(0, kept.Uses - kept.UsedBy.Count), kept.ExpiresAt, kept.By);

    private Task WriteAsync(Action change) => this.StoreAsync(change, WriteStateAsync);
}

/// <summary>What is kept of the site.</summary>
[GenerateSerializer, Alias("site-state")]
public sealed class SiteState
{
    /// <summary>The first invitation was made once.</summary>
    [Id(0)]
    public bool HasBegun { get; set; }

    /// <summary>All that were ever made, by id.</summary>
    [Id(1)]
    public Dictionary<string, KeptInvitation> Invitations { get; set; } = [];
}

/// <summary>An invitation with the hash of its token.</summary>
[GenerateSerializer, Alias("kept-invitation")]
public sealed class KeptInvitation
{
    /// <summary>Its id.</summary>
    [Id(0)]
    public string InvitationId { get; set; } = "";

    /// <summary>What it makes of whoever takes it.</summary>
    [Id(1)]
    public SiteRole Role { get; set; }

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

    /// <summary>Ended by an administrator.</summary>
    [Id(7)]
    public bool IsRevoked { get; set; }
}
