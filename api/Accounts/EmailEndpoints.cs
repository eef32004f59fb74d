using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using RealLearning.Api.Access;
using RealLearning.Api.Mail;
using RealLearning.Contracts.Documents;

namespace RealLearning.Api.Accounts;

/// <summary>Another e-mail address of one's own account: at once, or by a link to it where mail is sent.</summary>
internal static class EmailEndpoints
{
    public static void MapEmail(this IEndpointRouteBuilder api)
    {
        api.MapPost("/account/email", ChangeAsync).AddEndpointFilter<SignedInFilter>().RequireFresh().RequireRateLimiting(AddressLimit.Mails);
        api.MapPost("/account/email/confirm", ConfirmAsync).AllowAnonymous().RequireRateLimiting(AddressLimit.SignIns);
    }

    private static async Task<IResult> ChangeAsync(
        EmailDto request, HttpContext context, UserManager<SignInAccount> accounts, Emails emails, Mailer mailer, IOptions<MailOptions> mail)
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
            if (isTaken)
            {
                // Whether somebody has an account is told to nobody: whoever holds the address gets no link, and needs none.
                return Results.Ok(new ChangedDto(email, IsSent: true));
            }

            var id = account.Account.AccountId;
            return mailer.TryQueue(services => services.GetRequiredService<AccountLetters>().ForEmailAsync(id, email))
                ? Results.Ok(new ChangedDto(email, IsSent: true))
                : Refusals.Problem(Mailer.Full);
        }

        if (isTaken)
        {
            return Refusals.Problem(Emails.Taken);
        }

        return await emails.ChangeAsync(account, email) is { } refusal ? Refusals.Problem(refusal) : await ChangedAsync(context, account);
    }

    /// <summary>Whoever has the link holds the address; the browser of the account stays signed in, every other does not.</summary>
    private static async Task<IResult> ConfirmAsync(TokenDto request, HttpContext context, AccountLinks links, Emails emails, Mailer mailer)
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
            ? await ChangedAsync(context, account)
            : Results.Ok(new ChangedDto(email, IsSent: false));
    }

    private static async Task<IResult> ChangedAsync(HttpContext context, SignInAccount account)
    {
        await SignIns.SignInAsync(context, account.Account);
        return Results.Ok(new ChangedDto(account.Account.Email, IsSent: false));
    }

    internal sealed record EmailDto(string? Email);

    internal sealed record TokenDto(string? Token);

    /// <param name="IsSent">It is not changed yet: a link was sent to it.</param>
    internal sealed record ChangedDto(string Email, bool IsSent);
}
