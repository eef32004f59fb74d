using RealLearning.Contracts.Auditing;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.People;
using RealLearning.Grains.Auditing;

namespace RealLearning.Grains.People;

/// <summary>The site's invitations, and its people.</summary>
public sealed class SiteGrain(TimeProvider time) : StoredGrain<SiteState>, ISiteGrain
{
    private const string FirstId = "first";

    /// <summary>Accounts that are asked for at a time.</summary>
    private const int AsksMax = 100;

    private InvitationBook<SiteRole> Book => BookOf(State);

    /// <inheritdoc/>
    public async Task<string?> BeginAsync()
    {
        if (State.HasBegun && !await IsUnusedAsync())
        {
            return null;
        }

        var (token, kept) = Book.New(new NewInvitation<SiteRole>(FirstId, SiteRole.Administrator, 1, NewInvitation<SiteRole>.DaysMax, "first start"));
        await AuditAsync(AuditKind.InvitationMade, new Caller("", ""), kept);
        await StoreAsync(state =>
        {
            state.HasBegun = true;
            BookOf(state).Keep(kept);
        });
        return token;
    }

    /// <inheritdoc/>
    public async Task<InvitedReply<SiteRole>> InviteAsync(NewInvitation<SiteRole> invitation, Caller by)
    {
        if (Book.Fault(invitation) is { } fault)
        {
            return new InvitedReply<SiteRole>(null, null, fault);
        }

        var (token, kept) = Book.New(invitation);
        await AuditAsync(AuditKind.InvitationMade, by, kept);
        await StoreAsync(state => BookOf(state).Keep(kept));
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
    public async Task RevokeAsync(string invitationId, Caller by)
    {
        if (State.Invitations.TryGetValue(invitationId, out var kept) && !kept.IsRevoked)
        {
            await AuditAsync(AuditKind.InvitationRevoked, by, kept);
            await StoreAsync(state => state.Invitations[invitationId].IsRevoked = true);
        }
    }

    /// <inheritdoc/>
    public Task ChangedAsync(string accountId) => StoreAsync(state => state.Changed[accountId] = time.GetUtcNow());

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, string>> NamesAsync(IReadOnlyList<string> accountIds)
    {
        await RefreshAsync();
        return accountIds.Where(State.People.ContainsKey).Distinct().ToDictionary(id => id, id => State.People[id].Name);
    }

    /// <inheritdoc/>
    public async Task<SiteView> ViewAsync(string find)
    {
        await RefreshAsync();
        var found = State.People.Values.Where(person => person.Name.Contains(find, StringComparison.OrdinalIgnoreCase) || person.Email.Contains(find, StringComparison.OrdinalIgnoreCase)).ToList();
        return new SiteView([.. Book.Holding], [.. found.OrderByDescending(person => person.CreatedAt).Take(ISiteGrain.PeopleMax)], found.Count);
    }

    /// <summary>Asks for the accounts that were changed. One that is not there may be about to be written.</summary>
    private async Task RefreshAsync()
    {
        foreach (var changed in State.Changed.ToList().Chunk(AsksMax))
        {
            var accounts = await Task.WhenAll(changed.Select(change => GrainFactory.GetGrain<IAccountGrain>(change.Key).GetAsync()));
            await StoreAsync(state =>
            {
                foreach (var ((accountId, at), account) in changed.Zip(accounts))
                {
                    if (account is not null)
                    {
                        state.People[accountId] = new SitePerson(accountId, account.Name, account.Email, account.Roles, account.IsBlocked, account.CreatedAt);
                    }
                    else
                    {
                        state.People.Remove(accountId);
                    }

                    if (account is not null || time.GetUtcNow() - at > TimeSpan.FromSeconds(ILoginGrain.ReservedSeconds))
                    {
                        state.Changed.Remove(accountId);
                    }
                }
            });
        }
    }

    /// <summary>Whether nobody is an administrator, nor about to be one.</summary>
    private async Task<bool> IsUnusedAsync()
    {
        await RefreshAsync();
        if (State.People.Values.Any(static person => person.Roles.Contains(SiteRole.Administrator) && !person.Email.EndsWith(ISiteGrain.DemonstrationDomain, StringComparison.Ordinal)))
        {
            return false;
        }

        foreach (var kept in State.Invitations.Values.Where(kept => InvitationBook<SiteRole>.RoleOf(kept) == SiteRole.Administrator).ToList())
        {
            await ReturnUnusedAsync(kept);
        }

        return State.Invitations.Values.All(kept => InvitationBook<SiteRole>.RoleOf(kept) != SiteRole.Administrator || kept.UsedBy.Count == 0);
    }

    private InvitationBook<SiteRole> BookOf(SiteState state) => new(state.Invitations, time);

    private async Task ReturnUnusedAsync(KeptInvitation kept)
    {
        if (await Book.UnusedAsync(kept, GrainFactory) is { Count: > 0 } unused)
        {
            await StoreAsync(state => unused.ForEach(accountId => state.Invitations[kept.InvitationId].UsedBy.Remove(accountId)));
        }
    }

    private Task AuditAsync(AuditKind kind, Caller by, KeptInvitation kept) => GrainFactory.AuditAsync(AuditEntry.New(kind, by, time) with
    {
        Place = $"invitation/{kept.InvitationId}",
        Detail = SiteRoleNames.Of(InvitationBook<SiteRole>.RoleOf(kept)),
    });
}

/// <summary>What is kept of the site.</summary>
[GenerateSerializer, Alias("site-state")]
public sealed class SiteState
{
    /// <summary>The first invitation was made once.</summary>
    [Id(0)]
    public bool HasBegun { get; set; }

    /// <summary>Those that hold and those that ended last, by id.</summary>
    [Id(1)]
    public Dictionary<string, KeptInvitation> Invitations { get; set; } = [];

    /// <summary>Everybody, by account, as when last asked for.</summary>
    [Id(2)]
    public Dictionary<string, SitePerson> People { get; set; } = [];

    /// <summary>Accounts that are to be asked for, and since when.</summary>
    [Id(3)]
    public Dictionary<string, DateTimeOffset> Changed { get; set; } = [];
}
