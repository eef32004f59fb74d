using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using RealLearning.Api.Access;
using RealLearning.Api.Auditing;
using RealLearning.Api.OpenApi;
using RealLearning.Api.OpenApi.Examples;
using RealLearning.Contracts.Auditing;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.People;

namespace RealLearning.Api.Accounts;

/// <summary>What administrators do: invite, and block accounts.</summary>
internal static class SiteEndpoints
{
    private const int FindMax = 100;

    public static void MapSite(this IEndpointRouteBuilder api)
    {
        var site = api.MapGroup("/site").WithTags("Site").RequireSignedIn().RequireRole(SiteRole.Administrator);
        site.MapGet("", ViewAsync)
            .Says("getSite", "Lists invitations and people of the site: the 200 who came last, of those whose name or e-mail address has the words of `find` in it.")
            .Answers(AccountExamples.Site)
            .Refuses(RefusalCodes.MalformedMessage);
        site.MapPost("/invitations", InviteAsync).RequireFresh()
            .Says("createInvitation", "Makes an invitation to the site; its token is told once.")
            .Takes(AccountExamples.Invite)
            .Answers(AccountExamples.Invited, StatusCodes.Status201Created)
            .Refuses(RefusalCodes.InvalidCommand);
        site.MapDelete("/invitations/{id}", RevokeAsync)
            .Says("revokeInvitation", "Ends an invitation; who came by it stays.")
            .AnswersNothing();
        site.MapPost("/people/{id}/block", BlockAsync).RequireFresh()
            .Says("blockAccount", "Blocks an account and ends its sign-ins, or lets it in again.")
            .Takes(AccountExamples.Block)
            .AnswersNothing()
            .Refuses(RefusalCodes.InvalidCommand, RefusalCodes.UnknownDocument);
    }

    private static async Task<IResult> ViewAsync(Invitations invitations, string find = "")
    {
        if (find.Length > FindMax)
        {
            return Refusals.Problem(new Refusal(RefusalCodes.MalformedMessage, $"People are looked for by at most {FindMax} characters."));
        }

        var view = await invitations.ViewAsync(find.Trim());
        return Results.Ok(new SiteDto(
            [.. view.Invitations.Select(static invitation => Dto(invitation, null))],
            [.. view.People.Select(static person => new SitePersonDto(
                person.AccountId, person.Name, PersonColours.IndexOf(person.AccountId), person.Email, [.. person.Roles.Select(SiteRoleNames.Of)], person.IsBlocked, person.CreatedAt))],
            view.Found));
    }

    private static async Task<IResult> InviteAsync(InviteDto request, ClaimsPrincipal user, Invitations invitations)
    {
        if (!SiteRoleNames.TryParse(request.Role, out var role))
        {
            return Refusals.Problem(new Refusal(RefusalCodes.InvalidCommand, "A role is member, tutor or administrator."));
        }

        var caller = Callers.Of(user)!;
        var reply = await invitations.InviteAsync(new NewInvitation<SiteRole>(request.Id ?? "", role, request.Uses, request.Days, caller.PersonId), caller);
        return reply.Invitation is { } made
            ? Results.Created($"/api/site/invitations/{made.InvitationId}", Dto(made, reply.Token))
            : Refusals.Problem(new Refusal(RefusalCodes.InvalidCommand, reply.Fault!));
    }

    private static async Task<IResult> RevokeAsync(string id, ClaimsPrincipal user, Invitations invitations)
    {
        await invitations.RevokeAsync(id, Callers.Of(user)!);
        return Results.NoContent();
    }

    /// <summary>Ends every sign-in of an account, on every door; nobody blocks themselves.</summary>
    private static async Task<IResult> BlockAsync(string id, BlockDto request, ClaimsPrincipal user, SignIns signIns, UserManager<SignInAccount> accounts, AuditLog audit)
    {
        if (id == Callers.Of(user)!.PersonId)
        {
            return Refusals.Problem(new Refusal(RefusalCodes.InvalidCommand, "Nobody blocks their own account."));
        }

        var (_, refusal) = await signIns.ChangeAsync(id, async account =>
        {
            await audit.RecordAsync(request.Blocked ? AuditKind.AccountBlocked : AuditKind.AccountUnblocked, on: id);
            // A new stamp: whoever was signed in before signs in anew once the account is open again.
            account.Account = account.Account with { IsBlocked = request.Blocked };
            return await accounts.UpdateSecurityStampAsync(account);
        });
        return refusal is null ? Results.NoContent() : Refusals.Problem(refusal);
    }

    private static InvitationDto Dto(Invitation<SiteRole> invitation, string? token) =>
        new(invitation.InvitationId, SiteRoleNames.Of(invitation.Role), invitation.Uses, invitation.Left, invitation.ExpiresAt, token);
}
