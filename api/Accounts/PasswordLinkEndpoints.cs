using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using RealLearning.Api.Access;
using RealLearning.Api.Auditing;
using RealLearning.Api.Mail;
using RealLearning.Api.OpenApi;
using RealLearning.Api.OpenApi.Examples;
using RealLearning.Contracts.Auditing;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.People;

namespace RealLearning.Api.Accounts;

/// <summary>A forgotten password: a link from an administrator, or by mail, by which a new one is set.</summary>
internal static class PasswordLinkEndpoints
{
    public static void MapPasswordLinks(this IEndpointRouteBuilder api)
    {
        api.MapPost("/site/people/{id}/password-link", MakeAsync).WithTags("Site").RequireSignedIn().RequireRole(SiteRole.Administrator).RequireFresh()
            .Says("createPasswordLink", "Makes a link by which somebody sets a new password; its token is told once.")
            .Answers(SignInExamples.Link, StatusCodes.Status201Created)
            .Refuses(RefusalCodes.UnknownDocument, RefusalCodes.InvalidCommand);
        var anybody = api.MapGroup("/password").WithTags("Accounts").AllowAnonymous();
        anybody.MapPost("/forgotten", Forgotten).RequireRateLimiting(AddressLimit.Mails)
            .Says("forgetPassword", "Sends such a link to an e-mail address where an account has it; the answer does not tell.")
            .Takes(SignInExamples.Forgotten)
            .AnswersNothing()
            .Refuses(RefusalCodes.UnknownDocument);
        anybody.MapPost("/look", LookAsync).RequireRateLimiting(AddressLimit.SignIns)
            .Says("lookAtPasswordLink", "Tells whose password a link sets anew; the link holds still.")
            .Takes(SignInExamples.Link)
            .Answers(SignInExamples.Holder)
            .Refuses(RefusalCodes.LinkEnded);
        anybody.MapPost("/reset", ResetAsync).RequireRateLimiting(AddressLimit.SignIns)
            .Says("resetPassword", "Sets a new password by a link and signs in; every other sign-in of the account ends.")
            .Takes(SignInExamples.Reset)
            .Answers(AccountExamples.Me)
            .Refuses(RefusalCodes.LinkEnded, RefusalCodes.InvalidAccount);
    }

    private static async Task<IResult> MakeAsync(string id, ClaimsPrincipal user, UserManager<SignInAccount> accounts, AccountLinks links, AuditLog audit)
    {
        if (id == Callers.Of(user)!.PersonId)
        {
            return Refusals.Problem(new Refusal(RefusalCodes.InvalidCommand, "You change your own password on the page of your account."));
        }

        if (await accounts.FindByIdAsync(id) is not { } account)
        {
            return Refusals.Problem(SignIns.Unknown);
        }

        if (account.Account.IsBlocked)
        {
            return Refusals.Problem(new Refusal(RefusalCodes.InvalidCommand, "This account is blocked: let it in first."));
        }

        await audit.RecordAsync(AuditKind.PasswordLinkMade, on: id);
        return Results.Json(new AccountLinkDto(await links.ForPasswordAsync(account)), statusCode: StatusCodes.Status201Created);
    }

    /// <summary>The answer is the same whether there is such an account or not, and as fast: the mail is written beside it.</summary>
    private static IResult Forgotten(ForgottenDto request, Mailer mailer, IOptions<MailOptions> mail)
    {
        if (!mail.Value.IsOn())
        {
            return Refusals.Problem(new Refusal(RefusalCodes.UnknownDocument, "No mail is sent here. Ask an administrator of this site for a link."));
        }

        if (request.Email?.Trim() is not { Length: > 0 and <= Emails.LengthMax } email)
        {
            return Refusals.Problem(new Refusal(RefusalCodes.MalformedMessage, "An e-mail address is needed."));
        }

        return mailer.TryQueue(services => services.GetRequiredService<AccountLetters>().ForPasswordAsync(email))
            ? Results.NoContent()
            : Refusals.Problem(Mailer.Full);
    }

    private static async Task<IResult> LookAsync(AccountLinkDto request, AccountLinks links) => await links.FindForPasswordAsync(request.Token) is { } account
        ? Results.Ok(new HolderDto(account.Account.Name, account.Account.Email))
        : Refusals.Problem(AccountLinks.Ended);

    /// <summary>
    /// Ends every other sign-in, as a change does, and a lock. Other ways in end too: who has the link holds the address, and who added them may be somebody else.
    /// </summary>
    private static async Task<IResult> ResetAsync(
        ResetDto request, HttpContext context, AccountLinks links, SignIns signIns, PasswordQueue queue, AuditLog audit, IOptions<AccessOptions> options)
    {
        if (AccountEndpoints.PasswordFault(request.Password, options.Value) is { } fault)
        {
            return Refusals.Problem(fault);
        }

        using var place = queue.Enter();
        if (!place.IsAcquired)
        {
            return Refusals.Problem(PasswordQueue.Busy);
        }

        if (await links.FindForPasswordAsync(request.Token) is not { } account)
        {
            return Refusals.Problem(AccountLinks.Ended);
        }

        if (account.Account.IsBlocked)
        {
            return Refusals.Problem(SignIns.Blocked);
        }

        await audit.RecordAsync(AuditKind.PasswordChanged, on: account.Account.AccountId, detail: "link");
        account.Account = account.Account with { FailedSignIns = 0, LockedUntil = null, Passkeys = [], ExternalLogins = [] };
        return await signIns.SetPasswordAsync(account, request.Password!)
            ? await AccountEndpoints.SignedInAsync(signIns, context, account.Account)
            : Refusals.Problem(SignIns.ChangedMeanwhile);
    }

    internal sealed record ForgottenDto(string? Email);

    internal sealed record HolderDto(string Name, string Email);

    internal sealed record ResetDto(string? Token, string? Password);
}
