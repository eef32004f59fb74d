using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using RealLearning.Api.Access;
using RealLearning.Api.Mail;
using RealLearning.Api.OpenApi;
using RealLearning.Api.OpenApi.Examples;
using RealLearning.Contracts.Documents;

namespace RealLearning.Api.Accounts;

/// <summary>Another e-mail address of one's own account: at once, or by a link to it where mail is sent.</summary>
internal static class EmailEndpoints
{
    public static void MapEmail(this IEndpointRouteBuilder api)
    {
        api = api.MapGroup("/account/email").WithTags("Accounts");
        api.MapPost("", ChangeAsync).RequireSignedIn().RequireFresh().RequireRateLimiting(AddressLimit.Mails)
            .Says("changeEmail", "Gives the caller's account another e-mail address: at once, or by a link to it where mail is sent.")
            .Takes(SignInExamples.Email)
            .Answers(SignInExamples.ChangedEmail)
            .Refuses(RefusalCodes.InvalidAccount, RefusalCodes.EmailTaken);
        api.MapPost("/confirm", ConfirmAsync).AllowAnonymous().RequireRateLimiting(AddressLimit.SignIns)
            .Says("confirmEmail", "Changes an e-mail address by the link that was sent to it.")
            .Takes(SignInExamples.Link)
            .Answers(SignInExamples.ChangedEmail with { IsSent = false })
            .Refuses(RefusalCodes.LinkEnded, RefusalCodes.EmailTaken);
    }

    private static async Task<IResult> ChangeAsync(
        EmailDto request, HttpContext context, UserManager<SignInAccount> accounts, Emails emails, SignIns signIns, Mailer mailer, IOptions<MailOptions> mail)
    {
        if (!Emails.TryRead(request.Email, out var email))
        {
            return Refusals.Problem(Emails.Invalid);
        }

        if (await accounts.FindByIdAsync(Callers.Of(context.User)!.PersonId) is not { } account)
        {
            return Refusals.Problem(Refusals.NotSignedIn);
        }

        var isTaken = await accounts.FindByEmailAsync(email) is { } holder && holder.Account.AccountId != account.Account.AccountId;
        if (mail.Value.IsOn())
        {
            // Whether somebody has an account is told to nobody: whoever holds the address gets no link, and needs none.
            var id = account.Account.AccountId;
            return isTaken || mailer.TryQueue(services => services.GetRequiredService<AccountLetters>().ForEmailAsync(id, email))
                ? Results.Ok(new ChangedEmailDto(email, IsSent: true))
                : Refusals.Problem(Mailer.Full);
        }

        if (isTaken)
        {
            return Refusals.Problem(Emails.Taken);
        }

        return await emails.ChangeAsync(account, email) is { } refusal ? Refusals.Problem(refusal) : await ChangedAsync(signIns, context, account);
    }

    /// <summary>Whoever has the link holds the address; the browser of the account stays signed in, every other does not.</summary>
    private static async Task<IResult> ConfirmAsync(AccountLinkDto request, HttpContext context, AccountLinks links, Emails emails, SignIns signIns, Mailer mailer)
    {
        if (await links.FindForEmailAsync(request.Token) is not var (account, email))
        {
            return Refusals.Problem(AccountLinks.Ended);
        }

        var before = account.Account.Email;
        if (await emails.ChangeAsync(account, email) is { } refusal)
        {
            return Refusals.Problem(refusal);
        }

        // Whoever lost the account by this learns of it. Where too many mails wait it is not worth the change.
        mailer.TryQueue(services => Task.FromResult<Letter?>(services.GetRequiredService<AccountLetters>().Changed(account.Account, before)));
        return Callers.Of(context.User)?.PersonId == account.Account.AccountId
            ? await ChangedAsync(signIns, context, account)
            : Results.Ok(new ChangedEmailDto(email, IsSent: false));
    }

    private static async Task<IResult> ChangedAsync(SignIns signIns, HttpContext context, SignInAccount account)
    {
        await signIns.SignInAsync(context, account.Account);
        return Results.Ok(new ChangedEmailDto(account.Account.Email, IsSent: false));
    }

    internal sealed record EmailDto(string? Email);

    /// <param name="IsSent">It is not changed yet: a link was sent to it.</param>
    internal sealed record ChangedEmailDto(string Email, bool IsSent);
}
