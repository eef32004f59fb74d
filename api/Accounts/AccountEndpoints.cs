using System.Net.Mail;
using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using RealLearning.Api.Access;
using RealLearning.Api.Live;
using RealLearning.Api.OpenApi;
using RealLearning.Api.OpenApi.Examples;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.People;

namespace RealLearning.Api.Accounts;

/// <summary>Accounts: by invitation, with a password.</summary>
internal static class AccountEndpoints
{
    private const int EmailLengthMax = 254;

    private static readonly Refusal Busy = new(RefusalCodes.RateExceeded, "Very many are signing in at the moment. Try again in a few seconds.");
    private static readonly Refusal Ended = new(RefusalCodes.InvitationEnded, "This invitation holds no longer: it was used, ended, or is too old. Ask for another.");

    public static void MapAccounts(this IEndpointRouteBuilder api)
    {
        api = api.MapGroup("").WithTags("Accounts").RequireRateLimiting(AddressLimit.SignIns);
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
            .Says("changePassword", "Gives the caller's account another password; every other sign-in of it ends.")
            .Takes(AccountExamples.Password)
            .Answers(AccountExamples.Me)
            .Refuses(RefusalCodes.InvalidAccount, RefusalCodes.WrongSignIn, RefusalCodes.LockedOut);
        api.MapPost("/invitations/look", LookAsync).AllowAnonymous()
            .Says("lookAtInvitation", "Tells what an invitation offers; none of its uses is spent.")
            .Takes(AccountExamples.Token)
            .Answers(AccountExamples.Offer)
            .Refuses(RefusalCodes.InvitationEnded);
        api.MapPost("/invitations/redeem", RedeemAsync).RequireSignedIn()
            .Says("redeemInvitation", "Gives the caller's account the role of an invitation; again it is the same.")
            .Takes(AccountExamples.Token)
            .Answers(AccountExamples.Me)
            .Refuses(RefusalCodes.InvitationEnded);
    }

    private static async Task<IResult> SignInAsync(
        SignInDto request, HttpContext context, SignIns signIns, PasswordQueue queue, IOptions<AccessOptions> options)
    {
        if (request is not { Email: { Length: > 0 and <= EmailLengthMax } email, Password: { Length: > 0 } password } || password.Length > options.Value.PasswordLengthMax)
        {
            return Refusals.Problem(new Refusal(RefusalCodes.MalformedMessage, "An e-mail address and a password are needed."));
        }

        using var turn = await queue.EnterAsync(context.RequestAborted);
        if (!turn.IsAcquired)
        {
            return Refusals.Problem(Busy);
        }

        var (account, refusal) = await signIns.CheckAsync(email, password);
        return account is null ? Refusals.Problem(refusal!) : await SignedInAsync(context, account.Account);
    }

    /// <summary>Everything is checked before a use of the invitation is spent; what a crash leaves behind is given back.</summary>
    private static async Task<IResult> CreateAsync(
        NewAccountDto request, HttpContext context, UserManager<SignInAccount> accounts, PasswordQueue queue, Invitations invitations,
        IOptions<AccessOptions> options, TimeProvider time)
    {
        if (await invitations.FindAsync(request.Invitation) is not { } offered)
        {
            return Refusals.Problem(Ended);
        }

        if (!PersonName.TryParse(request.Name, out var name))
        {
            return Invalid($"A name has 1 to {PersonName.LengthMax} visible characters.");
        }

        if (request.Email?.Trim() is not { Length: > 2 and <= EmailLengthMax } email || !MailAddress.TryCreate(email, out var address) || address.Address != email)
        {
            return Invalid("This is no e-mail address.");
        }

        if (request.Password is not { } password || !IsLongEnough(password, options.Value))
        {
            return InvalidPassword(options.Value);
        }

        using var turn = await queue.EnterAsync(context.RequestAborted);
        if (!turn.IsAcquired)
        {
            return Refusals.Problem(Busy);
        }

        var account = SignInAccount.New(email, name, time);
        account.Account = account.Account with { Roles = [offered.SiteRole] };
        if (await accounts.FindByEmailAsync(email) is not null)
        {
            return Refusals.Problem(Taken);
        }

        if (await invitations.RedeemAsync(request.Invitation, new Caller(account.Account.AccountId, name)) is null)
        {
            return Refusals.Problem(Ended);
        }

        var made = await accounts.CreateAsync(account, password);
        return made.Succeeded ? await SignedInAsync(context, account.Account)
            : made.Errors.Any(static error => error.Code.StartsWith("Duplicate", StringComparison.Ordinal)) ? Refusals.Problem(Taken)
            : Invalid(string.Join(' ', made.Errors.Select(static error => error.Description)));
    }

    private static async Task<IResult> ChangePasswordAsync(
        PasswordDto request, HttpContext context, UserManager<SignInAccount> accounts, SignIns signIns, PasswordQueue queue, IOptions<AccessOptions> options)
    {
        if (request.New is not { } password || !IsLongEnough(password, options.Value))
        {
            return InvalidPassword(options.Value);
        }

        using var turn = await queue.EnterAsync(context.RequestAborted);
        if (!turn.IsAcquired)
        {
            return Refusals.Problem(Busy);
        }

        if (await accounts.FindByIdAsync(Callers.Of(context.User)!.PersonId) is not { } mine)
        {
            return Refusals.Problem(Refusals.NotSignedIn);
        }

        var (account, refusal) = await signIns.CheckAsync(mine.Account.Email, request.Old ?? "");
        if (account is null)
        {
            return Refusals.Problem(refusal!);
        }

        var changed = await accounts.ChangePasswordAsync(account, request.Old ?? "", password);
        return changed.Succeeded ? await SignedInAsync(context, account.Account) : Invalid(string.Join(' ', changed.Errors.Select(static error => error.Description)));
    }

    private static async Task<IResult> LookAsync(InvitationTokenDto request, Invitations invitations) =>
        await invitations.FindAsync(request.Token) is { } offered
            ? Results.Ok(OfferDto.Of(offered))
            : Refusals.Problem(Ended);

    /// <summary>For somebody who has an account already.</summary>
    private static async Task<IResult> RedeemAsync(InvitationTokenDto request, ClaimsPrincipal user, Invitations invitations, UserManager<SignInAccount> accounts)
    {
        if (await accounts.FindByIdAsync(Callers.Of(user)!.PersonId) is not { } account)
        {
            return Refusals.Problem(Refusals.NotSignedIn);
        }

        if (await invitations.RedeemAsync(request.Token, new Caller(account.Account.AccountId, account.Account.Name)) is not { } taken)
        {
            return Refusals.Problem(Ended);
        }

        if (!account.Account.Roles.Contains(taken.SiteRole))
        {
            account.Account = account.Account with { Roles = [.. account.Account.Roles, taken.SiteRole] };
            if (!(await accounts.UpdateAsync(account)).Succeeded)
            {
                return Refusals.Problem(new Refusal(RefusalCodes.StorageUnavailable, "The account was changed at the same moment. Try again."));
            }
        }

        return Results.Ok(Me(account.Account));
    }

    private static async Task<IResult> SignedInAsync(HttpContext context, Account account)
    {
        await SignIns.SignInAsync(context, account);
        return Results.Ok(Me(account));
    }

    internal static MeDto Me(Account account) =>
        new(account.AccountId, account.Name, PersonColours.IndexOf(account.AccountId), account.Email, [.. account.Roles.Select(SiteRoleNames.Of)]);

    private static Refusal Taken { get; } = new(RefusalCodes.EmailTaken, "There is an account of this e-mail address. Sign in, and open the invitation again.");

    private static bool IsLongEnough(string password, AccessOptions options) => password.Length >= options.PasswordLengthMin && password.Length <= options.PasswordLengthMax;

    private static IResult InvalidPassword(AccessOptions options) => Invalid($"A password has {options.PasswordLengthMin} to {options.PasswordLengthMax} characters.");

    private static IResult Invalid(string message) => Refusals.Problem(new Refusal(RefusalCodes.InvalidAccount, message));
}
