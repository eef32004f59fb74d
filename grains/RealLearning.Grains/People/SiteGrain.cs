using RealLearning.Contracts.People;

namespace RealLearning.Grains.People;

/// <summary>The site's invitations, and who came by them.</summary>
public sealed class SiteGrain(TimeProvider time) : StoredGrain<SiteState>, ISiteGrain
{
    private const string FirstId = "first";

    private InvitationBook<SiteRole> Book => new(State.Invitations, time);

    /// <inheritdoc/>
    public async Task<string?> BeginAsync()
    {
        if (State.HasBegun && !await IsUnusedAsync())
        {
            return null;
        }

        var (token, kept) = Book.New(new NewInvitation<SiteRole>(FirstId, SiteRole.Administrator, 1, NewInvitation<SiteRole>.DaysMax, "first start"));
        await StoreAsync(state =>
        {
            state.HasBegun = true;
            state.Invitations[FirstId] = kept;
        });
        return token;
    }

    /// <inheritdoc/>
    public async Task<InvitedReply<SiteRole>> InviteAsync(NewInvitation<SiteRole> invitation)
    {
        if (Book.Fault(invitation) is { } fault)
        {
            return new InvitedReply<SiteRole>(null, null, fault);
        }

        var (token, kept) = Book.New(invitation);
        await StoreAsync(state => state.Invitations[invitation.InvitationId] = kept);
        return new InvitedReply<SiteRole>(InvitationBook<SiteRole>.View(kept), token, null);
    }

    /// <inheritdoc/>
    public Task<Invitation<SiteRole>?> FindAsync(string token) =>
        Task.FromResult(Book.TryFind(token, out var kept) && Book.Holds(kept) ? InvitationBook<SiteRole>.View(kept) : null);

    /// <inheritdoc/>
    public async Task<Invitation<SiteRole>?> RedeemAsync(string token, string accountId)
    {
        if (!Book.TryFind(token, out var kept))
        {
            return null;
        }

        if (kept.UsedBy.ContainsKey(accountId))
        {
            return InvitationBook<SiteRole>.View(kept);
        }

        if (!Book.Holds(kept))
        {
            await ReturnUnusedAsync(kept);
        }

        var id = kept.InvitationId;
        if (!Book.Holds(State.Invitations[id]))
        {
            return null;
        }

        await StoreAsync(state => state.Invitations[id].UsedBy[accountId] = time.GetUtcNow());
        return InvitationBook<SiteRole>.View(State.Invitations[id]);
    }

    /// <inheritdoc/>
    public async Task RevokeAsync(string invitationId)
    {
        if (State.Invitations.TryGetValue(invitationId, out var kept) && !kept.IsRevoked)
        {
            await StoreAsync(state => state.Invitations[invitationId].IsRevoked = true);
        }
    }

    /// <inheritdoc/>
    public Task<SiteView> ViewAsync()
    {
        var people = State.Invitations.Values.SelectMany(kept => kept.UsedBy).OrderByDescending(use => use.Value).Select(use => use.Key).Distinct();
        return Task.FromResult(new SiteView([.. Book.Holding], [.. people]));
    }

    /// <summary>Whether nobody is an administrator by the first invitation, nor by any other.</summary>
    private async Task<bool> IsUnusedAsync()
    {
        foreach (var kept in State.Invitations.Values.Where(kept => InvitationBook<SiteRole>.RoleOf(kept) == SiteRole.Administrator).ToList())
        {
            await ReturnUnusedAsync(kept);
        }

        return State.Invitations.Values.All(kept => InvitationBook<SiteRole>.RoleOf(kept) != SiteRole.Administrator || kept.UsedBy.Count == 0);
    }

    private async Task ReturnUnusedAsync(KeptInvitation kept)
    {
        if (await Book.UnusedAsync(kept, GrainFactory) is { Count: > 0 } unused)
        {
            await StoreAsync(state => unused.ForEach(accountId => state.Invitations[kept.InvitationId].UsedBy.Remove(accountId)));
        }
    }
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
