using RealLearning.Api.Live;
using RealLearning.Contracts.People;

namespace RealLearning.Api.Accounts;

/// <summary>Invitations to the site.</summary>
internal sealed class Invitations(IGrainFactory grains, RoomCalls calls)
{
    private const int TokenMax = 200;

    private ISiteGrain Site => grains.GetGrain<ISiteGrain>(ISiteGrain.Key);

    /// <summary>The invitation of a token, or null where it holds no longer.</summary>
    public async Task<Invitation?> FindAsync(string? token) => token is { Length: > 0 and <= TokenMax }
        ? await calls.DoAsync((Site, token), static call => call.Site.FindAsync(call.token))
        : null;

    /// <summary>Spends a use on an account; the same for the same account again.</summary>
    public async Task<Invitation?> RedeemAsync(string token, string accountId) => token.Length is > 0 and <= TokenMax
        ? await calls.DoAsync((Site, token, accountId), static call => call.Site.RedeemAsync(call.token, call.accountId))
        : null;

    public Task<InvitedReply> InviteAsync(NewInvitation invitation) =>
        calls.DoAsync((Site, invitation), static call => call.Site.InviteAsync(call.invitation));

    public Task<bool> RevokeAsync(string invitationId) => calls.DoAsync((Site, invitationId), static async call =>
    {
        await call.Site.RevokeAsync(call.invitationId);
        return true;
    });

    public Task<SiteView> ViewAsync() => calls.DoAsync(Site, static site => site.ViewAsync());
}
