using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using RealLearning.Api.Access;
using RealLearning.Api.Auditing;
using RealLearning.Api.Live;
using RealLearning.Api.Mail;
using RealLearning.Api.OpenApi;
using RealLearning.Api.OpenApi.Examples;
using RealLearning.Contracts.Auditing;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.People;

namespace RealLearning.Api.Accounts;

/// <summary>Accounts: by invitation, with a password.</summary>
internal static class AccountEndpoints
{
    private static readonly Refusal Ended = new(RefusalCodes.InvitationEnded, "This invitation holds no longer: it was used, ended, or is too old. Ask for another.");

    public static void MapAccounts(this IEndpointRouteBuilder api)
    {
        api = api.MapGroup("").WithTags("Accounts");
        api.MapGet("/sign-in", WaysIn).AllowAnonymous()
            .Says("getWaysIn", "Tells how one may sign in here, beside a password.")
            .Answers(SignInExamples.WaysIn);
        api.MapGet("/account", AccountAsync).RequireSignedIn()
            .Says("getAccount", "Tells how the caller signs in to their account.")
            .Answers(SignInExamples.Account);
        api.MapPost("/sign-out/elsewhere", SignOutElsewhereAsync).RequireSignedIn()
            .Says("signOutElsewhere", "Ends every sign-in of the caller's account but this browser's.")
            .AnswersNothing();
        api = api.MapGroup("").RequireRateLimiting(AddressLimit.SignIns);
        api.MapPost("/sign-in", SignInAsync).AllowAnonymous()
            .Says("signIn", "Signs a browser in by e-mail address and password.")
            .Takes(AccountExamples.SignIn)
            .Answers(AccountExamples.Me)
            .Refuses(RefusalCodes.WrongSignIn, RefusalCodes.LockedOut);
        api.MapPost("/accounts", CreateAsync).AllowAnonymous()
            .Says("createAccount", "Makes an account by an invitation, and signs it in.")
            .Takes(AccountExamples.NewAccount)
            .Answers(AccountExamples.Me)
            .Refuses(RefusalCodes.InvitationEnded, RefusalCodes.InvalidAccount, RefusalCodes.EmailTaken);
        api.MapPost("/password", ChangePasswordAsync).RequireSignedIn()
            .Says("changePassword", "Gives the caller's account another password, or its first; every other sign-in of it ends.")
            .Takes(AccountExamples.Password)
            .Answers(AccountExamples.Me)
            .Refuses(RefusalCodes.InvalidAccount, RefusalCodes.WrongSignIn, RefusalCodes.LockedOut, RefusalCodes.SignInOld);
        api.MapPost("/invitations/look", LookAsync).AllowAnonymous()
            .Says("lookAtInvitation", "Tells what an invitation offers; none of its uses is spent.")
            .Takes(AccountExamples.Token)
            .Answers(AccountExamples.Offer)
            .Refuses(RefusalCodes.InvitationEnded);
        api.MapPost("/invitations/redeem", RedeemAsync).RequireSignedIn()
            .Says("redeemInvitation", "Gives the caller's account the role of an invitation; again it is the same.")
            .Takes(AccountExamples.Token)
            .Answers(AccountExamples.Me)
            .Refuses(RefusalCodes.InvitationEnded, RefusalCodes.UnknownDocument);
    }

    /// <summary>What the page of somebody who is not in yet must know.</summary>
    private static IResult WaysIn(IOptions<MailOptions> mail, IOptions<AccessOptions> access) =>
        Results.Ok(new WaysInDto(mail.Value.IsOn(), [.. access.Value.OpenId.Select(static entry => new OrganisationDto(entry.Key, entry.Value.Name))]));

    private static async Task<IResult> SignInAsync(
        SignInDto request, HttpContext context, SignIns signIns, PasswordQueue queue, IOptions<AccessOptions> options)
    {
        if (request is not { Email: { Length: > 0 and <= Emails.LengthMax } email, Password: { Length: > 0 } password } || password.Length > options.Value.PasswordLengthMax)
        {
            return Refusals.Problem(new Refusal(RefusalCodes.MalformedMessage, "An e-mail address and a password are needed."));
        }

        using var place = queue.Enter();
        if (!place.IsAcquired)
        {
            return Refusals.Problem(PasswordQueue.Busy);
        }

        var (account, refusal) = await signIns.CheckAsync(email, password);
        if (account is null)
        {
            return Refusals.Problem(refusal!);
        }

        await signIns.ComeInAsync(context, account.Account, "password");
        return Results.Ok(Me(account.Account));
    }

    /// <summary>Everything is checked before a use of the invitation is spent; what a crash leaves behind is given back.</summary>
    private static async Task<IResult> CreateAsync(
        NewAccountDto request, HttpContext context, UserManager<SignInAccount> accounts, SignIns signIns, PasswordQueue queue, Invitations invitations, AuditLog audit,
        IOptions<AccessOptions> options, TimeProvider time)
    {
        if (await invitations.FindAsync(request.Invitation) is not { } offered)
        {
            return Refusals.Problem(Ended);
        }

        if (!PersonName.TryParse(request.Name, out var name))
        {
            return Refusals.Problem(PersonName.Invalid);
        }

        if (!Emails.TryRead(request.Email, out var email))
        {
            return Refusals.Problem(Emails.Invalid);
        }

        if (PasswordFault(request.Password, options.Value) is { } fault)
        {
            return Refusals.Problem(fault);
        }

        using var place = queue.Enter();
        if (!place.IsAcquired)
        {
            return Refusals.Problem(PasswordQueue.Busy);
        }

        var account = SignInAccount.New(email, name, time);
        if (await accounts.FindByEmailAsync(email) is not null)
        {
            return Refusals.Problem(Taken);
        }

        account.Account = account.Account with { Roles = [offered.SiteRole], PasswordHash = await signIns.HashAsync(account, request.Password!) };
        if (await invitations.RedeemAsync(request.Invitation, new Caller(account.Account.AccountId, name)) is null)
        {
            return Refusals.Problem(Ended);
        }

        await audit.RecordAsync(AuditKind.AccountMade, by: account.Account.AccountId, place: Invitations.NameOf(request.Invitation!), detail: SiteRoleNames.Of(offered.SiteRole));
        var made = await accounts.CreateAsync(account);
        return made.Succeeded ? await SignedInAsync(signIns, context, account.Account)
            : Emails.IsTaken(made) ? Refusals.Problem(Taken)
            : Invalid(string.Join(' ', made.Errors.Select(static error => error.Description)));
    }

    private static async Task<IResult> ChangePasswordAsync(
        PasswordDto request, HttpContext context, UserManager<SignInAccount> accounts, SignIns signIns, Freshness freshness, PasswordQueue queue,
        AuditLog audit, IOptions<AccessOptions> options)
    {
        if (PasswordFault(request.New, options.Value) is { } fault)
        {
            return Refusals.Problem(fault);
        }

        using var place = queue.Enter();
        if (!place.IsAcquired)
        {
            return Refusals.Problem(PasswordQueue.Busy);
        }

        if (await accounts.FindByIdAsync(Callers.Of(context.User)!.PersonId) is not { } mine)
        {
            return Refusals.Problem(Refusals.NotSignedIn);
        }

        // The first one of an account that has none, whose person has just signed in by something else.
        var refusal = mine.Account.PasswordHash is not null ? await signIns.CheckAsync(mine, request.Old ?? "") : freshness.Fault(context.User);
        if (refusal is not null)
        {
            return Refusals.Problem(refusal);
        }

        await audit.RecordAsync(AuditKind.PasswordChanged);
        return await signIns.SetPasswordAsync(mine, request.New!) ? await SignedInAsync(signIns, context, mine.Account) : Refusals.Problem(SignIns.ChangedMeanwhile);
    }

    /// <summary>For whoever left themselves signed in somewhere. This browser's sign-in does not count as fresh afterwards: nobody showed who they are.</summary>
    private static async Task<IResult> SignOutElsewhereAsync(HttpContext context, SignIns signIns, UserManager<SignInAccount> accounts, AuditLog audit)
    {
        await audit.RecordAsync(AuditKind.SignedOutElsewhere);
        var (changed, refusal) = await signIns.ChangeAsync(Callers.Of(context.User)!.PersonId, accounts.UpdateSecurityStampAsync);
        if (changed is null)
        {
            return Refusals.Problem(refusal!);
        }

        await signIns.SignInAsync(context, changed, isFresh: false);
        return Results.NoContent();
    }

    private static async Task<IResult> AccountAsync(ClaimsPrincipal user, SignIns signIns) => await signIns.AccountAsync(Callers.Of(user)!.PersonId) is { } account
        ? Results.Ok(new AccountDto(account.PasswordHash is not null, [.. account.Passkeys.Select(PasskeyDto.Of)], [.. account.ExternalLogins.Select(LoginDto.Of)]))
        : Refusals.Problem(Refusals.NotSignedIn);

    private static async Task<IResult> LookAsync(InvitationTokenDto request, Invitations invitations) =>
        await invitations.FindAsync(request.Token) is { } offered
            ? Results.Ok(OfferDto.Of(offered))
            : Refusals.Problem(Ended);

    /// <summary>For somebody who has an account already.</summary>
    private static async Task<IResult> RedeemAsync(
        InvitationTokenDto request, ClaimsPrincipal user, Invitations invitations, SignIns signIns, UserManager<SignInAccount> accounts, AuditLog audit)
    {
        var caller = Callers.Of(user)!;
        if (await invitations.RedeemAsync(request.Token, caller) is not { } taken)
        {
            return Refusals.Problem(Ended);
        }

        var (changed, refusal) = await signIns.ChangeAsync(caller.PersonId, async account =>
        {
            if (!account.Account.Roles.Contains(taken.SiteRole))
            {
                await audit.RecordAsync(AuditKind.SiteRoleGiven, place: Invitations.NameOf(request.Token!), detail: SiteRoleNames.Of(taken.SiteRole));
            }

            account.Account = account.Account with { Roles = [.. account.Account.Roles.Union([taken.SiteRole])] };
            return await accounts.UpdateAsync(account);
        });
        return changed is null ? Refusals.Problem(refusal!) : Results.Ok(Me(changed));
    }

    internal static async Task<IResult> SignedInAsync(SignIns signIns, HttpContext context, Account account)
    {
        await signIns.SignInAsync(context, account);
        return Results.Ok(Me(account));
    }

    internal static MeDto Me(Account account) =>
        new(account.AccountId, account.Name, PersonColours.IndexOf(account.AccountId), account.Email, [.. account.Roles.Select(SiteRoleNames.Of)]);

    private static Refusal Taken { get; } = new(RefusalCodes.EmailTaken, "There is an account of this e-mail address. Sign in, and open the invitation again.");

    /// <summary>Null where it may be an account's.</summary>
    internal static Refusal? PasswordFault(string? password, AccessOptions options) =>
        !string.IsNullOrWhiteSpace(password) && password.Length >= options.PasswordLengthMin && password.Length <= options.PasswordLengthMax
            ? null
            : new Refusal(RefusalCodes.InvalidAccount, $"A password has {options.PasswordLengthMin} to {options.PasswordLengthMax} characters, and not spaces alone.");

    private static IResult Invalid(string message) => Refusals.Problem(new Refusal(RefusalCodes.InvalidAccount, message));
}
