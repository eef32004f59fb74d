using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using RealLearning.Api.Access;
using RealLearning.Api.Auditing;
using RealLearning.Contracts.Auditing;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.People;

namespace RealLearning.Api.Accounts;

/// <summary>Signing in by a passkey, and the passkeys of one's own account.</summary>
internal static class PasskeyEndpoints
{
    /// <summary>Largest body, in bytes: an answer carries a credential id of 1 KiB and a key; with a long certificate of a device it stays below.</summary>
    private const int BodyBytesMax = 32 << 10;

    public static void MapPasskeys(this IEndpointRouteBuilder api)
    {
        var signIn = api.MapGroup("/sign-in/passkey").AllowAnonymous().RequireRateLimiting(AddressLimit.SignIns).WithMetadata(new RequestSizeLimitAttribute(BodyBytesMax));
        signIn.MapPost("", SignInAsync);
        signIn.MapPost("/challenge", AskToSignInAsync);

        var mine = api.MapGroup("/passkeys").AddEndpointFilter<SignedInFilter>().RequireFresh().WithMetadata(new RequestSizeLimitAttribute(BodyBytesMax));
        mine.MapPost("", AddAsync).RequireRateLimiting(AddressLimit.SignIns);
        mine.MapPost("/challenge", AskToAddAsync).RequireRateLimiting(AddressLimit.SignIns);
        mine.MapPut("/{id}", RenameAsync);
        mine.MapDelete("/{id}", RemoveAsync);
    }

    /// <summary>For whoever is signed in already: by a passkey of the same account.</summary>
    private static async Task<IResult> AskToSignInAsync(HttpContext context, Passkeys passkeys, UserManager<SignInAccount> accounts)
    {
        var mine = Callers.Of(context.User) is { } caller ? await accounts.FindByIdAsync(caller.PersonId) : null;
        return Asked(await passkeys.AskToSignInAsync(context, mine));
    }

    private static async Task<IResult> SignInAsync(AnswerDto request, HttpContext context, Passkeys passkeys, SignIns signIns)
    {
        var (account, refusal) = await passkeys.CheckAsync(context, request.Challenge, request.Credential.ToString());
        if (account is null)
        {
            return Refusals.Problem(refusal!);
        }

        await signIns.ComeInAsync(context, account.Account, "passkey");
        return Results.Ok(AccountEndpoints.Me(account.Account));
    }

    private static async Task<IResult> AskToAddAsync(HttpContext context, Passkeys passkeys, UserManager<SignInAccount> accounts) =>
        await MineAsync(context.User, accounts) is { } account ? Asked(await passkeys.AskToAddAsync(context, account.Account)) : Refusals.Problem(Refusals.NotSignedIn);

    private static async Task<IResult> AddAsync(AddDto request, HttpContext context, Passkeys passkeys, UserManager<SignInAccount> accounts)
    {
        if (!PersonName.TryParse(request.Name, out var name))
        {
            return InvalidName;
        }

        if (await MineAsync(context.User, accounts) is not { } account)
        {
            return Refusals.Problem(Refusals.NotSignedIn);
        }

        var (added, refusal) = await passkeys.AddAsync(context, account, request.Challenge, name, request.Credential.ToString());
        return added is null ? Refusals.Problem(refusal!) : Results.Json(PasskeyDto.Of(added), statusCode: StatusCodes.Status201Created);
    }

    private static Task<IResult> RenameAsync(string id, NameDto request, HttpContext context, UserManager<SignInAccount> accounts, AuditLog audit) => !PersonName.TryParse(request.Name, out var name)
        ? Task.FromResult(InvalidName)
        : ChangeAsync(id, context, accounts, audit, (account, passkey) => account with { Passkeys = [.. account.Passkeys.Select(each => each == passkey ? passkey with { Name = name } : each)] });

    /// <summary>Not the last way in: an account without a password keeps one passkey.</summary>
    private static Task<IResult> RemoveAsync(string id, HttpContext context, UserManager<SignInAccount> accounts, AuditLog audit) =>
        ChangeAsync(id, context, accounts, audit, static (account, passkey) => account with { Passkeys = [.. account.Passkeys.Where(each => each != passkey)] });

    private static async Task<IResult> ChangeAsync(string id, HttpContext context, UserManager<SignInAccount> accounts, AuditLog audit, Func<Account, Passkey, Account> change)
    {
        if (await MineAsync(context.User, accounts) is not { } account)
        {
            return Refusals.Problem(Refusals.NotSignedIn);
        }

        if (account.Account.Passkeys.FirstOrDefault(passkey => PasskeyDto.IdOf(passkey) == id) is not { } found)
        {
            return Refusals.Problem(new Refusal(RefusalCodes.UnknownDocument, "Your account has no such passkey."));
        }

        account.Account = change(account.Account, found);
        if (!SignIns.HasAWayIn(account.Account))
        {
            return Refusals.Problem(new Refusal(RefusalCodes.LastWayIn, "This passkey is the only way into your account. Add another before you remove it."));
        }

        if (account.Account.Passkeys.Any(passkey => PasskeyDto.IdOf(passkey) == id))
        {
            return (await accounts.UpdateAsync(account)).Succeeded ? Results.NoContent() : Refusals.Problem(SignIns.ChangedMeanwhile);
        }

        // Whoever came in by it goes too.
        await audit.RecordAsync(AuditKind.WayInRemoved, detail: Passkeys.WayIn);
        if (!(await accounts.UpdateSecurityStampAsync(account)).Succeeded)
        {
            return Refusals.Problem(SignIns.ChangedMeanwhile);
        }

        await SignIns.SignInAsync(context, account.Account);
        return Results.NoContent();
    }

    private static Task<SignInAccount?> MineAsync(ClaimsPrincipal user, UserManager<SignInAccount> accounts) => accounts.FindByIdAsync(Callers.Of(user)!.PersonId);

    /// <summary>The options as the browser's own functions read them.</summary>
    private static IResult Asked((string Challenge, string Options) asked) => Results.Ok(new AskedDto(asked.Challenge, JsonDocument.Parse(asked.Options).RootElement));

    private static IResult InvalidName => Refusals.Problem(PersonName.Invalid);

    internal sealed record AskedDto(string Challenge, JsonElement Options);

    internal sealed record AnswerDto(string? Challenge, JsonElement Credential);

    internal sealed record AddDto(string? Challenge, string? Name, JsonElement Credential);

    internal sealed record NameDto(string? Name);
}
