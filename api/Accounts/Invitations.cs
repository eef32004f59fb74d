using RealLearning.Api.Live;
using RealLearning.Contracts.Cohorts;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.People;

namespace RealLearning.Api.Accounts;

/// <summary>Invitations to the site and to cohorts. A token is the secret of the site's, or <c>cohort/&lt;id&gt;/&lt;secret&gt;</c>.</summary>
internal sealed class Invitations(IGrainFactory grains, RoomCalls calls)
{
    private const int TokenMax = 280;
    private const string CohortPrefix = "cohort/";

    private ISiteGrain Site => grains.GetGrain<ISiteGrain>(ISiteGrain.Key);

    /// <summary>The token of a cohort's invitation.</summary>
    public static string CohortToken(string cohortId, string secret) => $"{CohortPrefix}{cohortId}/{secret}";

    /// <summary>What a token offers, or null where it holds no longer.</summary>
    public async Task<Offer?> FindAsync(string? token)
    {
        if (Cohort(token) is var (cohort, secret))
        {
            return Offer.Of(await calls.DoAsync((cohort, secret), static call => call.cohort.FindAsync(call.secret)));
        }

        return IsToken(token) ? Offer.Of(await calls.DoAsync((Site, token), static call => call.Site.FindAsync(call.token))) : null;
    }

    /// <summary>Spends a use on an account; the same for the same account again.</summary>
    public async Task<Offer?> RedeemAsync(string? token, Caller account)
    {
        if (Cohort(token) is var (cohort, secret))
        {
            return Offer.Of(await calls.DoAsync((cohort, secret, account), static call => call.cohort.RedeemAsync(call.secret, call.account)));
        }

        return IsToken(token) ? Offer.Of(await calls.DoAsync((Site, token, account), static call => call.Site.RedeemAsync(call.token, call.account.PersonId))) : null;
    }

    /// <summary>The name of an invitation, for the audit log: its token without the secret.</summary>
    public static string NameOf(string token) => token[..Math.Max(0, token.LastIndexOf('.'))] is var name && name.StartsWith(CohortPrefix, StringComparison.Ordinal) ? name : $"invitation/{name}";

    public Task<InvitedReply<SiteRole>> InviteAsync(NewInvitation<SiteRole> invitation, Caller by) =>
        calls.DoAsync((Site, invitation, by), static call => call.Site.InviteAsync(call.invitation, call.by));

    public Task<bool> RevokeAsync(string invitationId, Caller by) => calls.DoAsync((Site, invitationId, by), static async call =>
    {
        await call.Site.RevokeAsync(call.invitationId, call.by);
        return true;
    });

    public Task<SiteView> ViewAsync(string find) => calls.DoAsync((Site, find), static call => call.Site.ViewAsync(call.find));

    private static bool IsToken([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] string? token) => token is { Length: > 0 and <= TokenMax };

    private (ICohortGrain Cohort, string Secret)? Cohort(string? token) =>
        IsToken(token) && token.StartsWith(CohortPrefix, StringComparison.Ordinal) && token.Split('/') is [_, var id, var secret] && RoomKey.IsId(id)
            ? (grains.GetGrain<ICohortGrain>(id), secret)
            : null;
}

/// <summary>What an invitation makes of whoever takes it.</summary>
/// <param name="SiteRole">The role on the site: whoever comes to a cohort is a member.</param>
/// <param name="Cohort">Null for an invitation to the site.</param>
internal sealed record Offer(SiteRole SiteRole, CohortOffer? Cohort, DateTimeOffset ExpiresAt)
{
    public static Offer? Of(Invitation<SiteRole>? site) => site is null ? null : new Offer(site.Role, null, site.ExpiresAt);

    public static Offer? Of(CohortOffer? cohort) => cohort is null ? null : new Offer(SiteRole.Member, cohort, cohort.ExpiresAt);
}
