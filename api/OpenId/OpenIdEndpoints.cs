using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using RealLearning.Api.Access;
using RealLearning.Api.Accounts;
using RealLearning.Api.Auditing;
using RealLearning.Api.OpenApi;
using RealLearning.Api.OpenApi.Examples;
using RealLearning.Contracts.Auditing;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.People;

namespace RealLearning.Api.OpenId;

/// <summary>The way to an organisation, and what an account is linked to.</summary>
internal static class OpenIdEndpoints
{
    public static void MapOpenId(this IEndpointRouteBuilder api)
    {
        api = api.MapGroup("").WithTags("Accounts").Refuses(RefusalCodes.UnknownDocument);
        api.MapGet("/sign-in/openid/{id}", GoAsync).AllowAnonymous().RequireRateLimiting(AddressLimit.SignIns)
            .Says("signInByOrganisation", "Sends a browser to an organisation, where its person signs in; it comes back to a page.")
            .AnswersElsewhere();
        var mine = api.MapGroup("/account/logins").RequireSignedIn().RequireFresh();
        mine.MapPost("/{id}", Link)
            .Says("linkLogin", "Tells where a browser goes to link the caller's account to their login at an organisation.")
            .Answers(SignInExamples.Way);
        mine.MapDelete("/{id}", UnlinkAsync)
            .Says("unlinkLogin", "Unlinks a login at an organisation, which opens the caller's account no longer.")
            .AnswersNothing()
            .Refuses(RefusalCodes.LastWayIn);
    }

    /// <param name="link">A ticket: the way is to link the account that is signed in. A page elsewhere cannot have one.</param>
    /// <param name="confirm">Whoever goes confirms who they are.</param>
    private static async Task<IResult> GoAsync(string id, string? link, bool? confirm, HttpContext context, BrowserTickets tickets, OpenIdSignIns organisations, IOptions<AccessOptions> options)
    {
        if (!options.Value.OpenId.ContainsKey(id))
        {
            return Unknown;
        }

        var properties = new AuthenticationProperties { RedirectUri = "/" };
        if (confirm is true)
        {
            properties.Items[OpenIdSignIns.Confirms] = "";
        }

        if (link is not null)
        {
            if (tickets.Open(context, TicketPurpose.Link, link)?.State is not { } accountId || accountId != Callers.Of(context.User)?.PersonId)
            {
                return Results.Redirect($"/account?refused={OpenIdRefusal.Failed}");
            }

            properties.Items[OpenIdSignIns.Links] = accountId;
        }

        try
        {
            await context.ChallengeAsync(OpenIdSetup.SchemeOf(id), properties);
            return Results.Empty;
        }
        catch (InvalidOperationException unreachable)
        {
            organisations.LogFailure(OpenIdSetup.SchemeOf(id), unreachable);
            return Results.Redirect($"/?refused={OpenIdRefusal.Failed}");
        }
    }

    private static IResult Link(string id, HttpContext context, BrowserTickets tickets, IOptions<AccessOptions> options) => options.Value.OpenId.ContainsKey(id)
        ? Results.Ok(new WayDto($"{OpenIdSetup.Path}/{id}?link={tickets.Seal(context, TicketPurpose.Link, Callers.Of(context.User)!.PersonId)}"))
        : Unknown;

    private static async Task<IResult> UnlinkAsync(string id, HttpContext context, SignIns signIns, UserManager<SignInAccount> accounts, AuditLog audit)
    {
        Refusal? why = null;
        var (changed, refusal) = await signIns.ChangeAsync(Callers.Of(context.User)!.PersonId, async account =>
        {
            var found = account.Account.ExternalLogins.FirstOrDefault(login => LoginDto.IdOf(login) == id);
            var before = account.Account;
            account.Account = before with { ExternalLogins = [.. before.ExternalLogins.Where(login => login != found)] };
            why = found is null ? new Refusal(RefusalCodes.UnknownDocument, "Your account has no such link.")
                : !SignIns.HasAWayIn(account.Account) ? new Refusal(RefusalCodes.LastWayIn, "This is the only way into your account. Set a password, or add a passkey, before you unlink it.")
                : null;
            if (why is not null)
            {
                return IdentityResult.Success;
            }

            await audit.RecordAsync(AuditKind.WayInRemoved, detail: found!.Name);
            return await accounts.UpdateSecurityStampAsync(account);
        });
        if ((why ?? refusal) is { } refused)
        {
            return Refusals.Problem(refused);
        }

        // Whoever came in by it goes too.
        await signIns.SignInAsync(context, changed!);
        return Results.NoContent();
    }

    private static IResult Unknown => Refusals.Problem(new Refusal(RefusalCodes.UnknownDocument, "There is no such organisation here."));

    internal sealed record WayDto(string Address);
}
