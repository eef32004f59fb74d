using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using RealLearning.Api.Access;
using RealLearning.Api.Auditing;
using RealLearning.Api.OpenApi;
using RealLearning.Api.OpenApi.Examples;
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
        api = api.MapGroup("").WithTags("Accounts");
        var signIn = api.MapGroup("/sign-in/passkey").AllowAnonymous().RequireRateLimiting(AddressLimit.SignIns).WithMetadata(new RequestSizeLimitAttribute(BodyBytesMax));
        signIn.MapPost("", SignInAsync)
            .Says("signInByPasskey", "Signs a browser in by a passkey's answer to a challenge.")
            .Takes(SignInExamples.PasskeyAnswer)
            .Answers(AccountExamples.Me)
            .Refuses(RefusalCodes.WrongPasskey, RefusalCodes.ChallengeEnded);
        signIn.MapPost("/challenge", AskToSignInAsync)
            .Says("askPasskey", "Gives a browser what it needs to ask a passkey for an answer.")
            .Answers(SignInExamples.AskedPasskey);

        var mine = api.MapGroup("/passkeys").RequireSignedIn().RequireFresh().WithMetadata(new RequestSizeLimitAttribute(BodyBytesMax));
        mine.MapPost("", AddAsync).RequireRateLimiting(AddressLimit.SignIns)
            .Says("addPasskey", "Adds the passkey that a browser made to the caller's account.")
            .Takes(SignInExamples.NewPasskey)
            .Answers(SignInExamples.Passkey, StatusCodes.Status201Created)
            .Refuses(RefusalCodes.InvalidAccount, RefusalCodes.WrongPasskey, RefusalCodes.ChallengeEnded, RefusalCodes.TooMany);
        mine.MapPost("/challenge", AskToAddAsync).RequireRateLimiting(AddressLimit.SignIns)
            .Says("askNewPasskey", "Gives a browser what it needs to make a passkey for the caller's account.")
            .Answers(SignInExamples.AskedNewPasskey);
        mine.MapPut("/{id}", RenameAsync)
            .Says("renamePasskey", "Calls a passkey of the caller's otherwise.")
            .Takes(SignInExamples.PasskeyName)
            .AnswersNothing()
            .Refuses(RefusalCodes.InvalidAccount, RefusalCodes.UnknownDocument);
        mine.MapDelete("/{id}", RemoveAsync)
            .Says("removePasskey", "Removes a passkey of the caller's, which opens nothing more.")
            .AnswersNothing()
            .Refuses(RefusalCodes.UnknownDocument, RefusalCodes.LastWayIn);
    }

    /// <summary>For whoever is signed in already: by a passkey of the same account.</summary>
    private static async Task<IResult> AskToSignInAsync(HttpContext context, Passkeys passkeys, UserManager<SignInAccount> accounts)
    {
        var mine = Callers.Of(context.User) is { } caller ? await accounts.FindByIdAsync(caller.PersonId) : null;
        return Asked(await passkeys.AskToSignInAsync(context, mine));
    }

    private static async Task<IResult> SignInAsync(PasskeyAnswerDto request, HttpContext context, Passkeys passkeys, SignIns signIns)
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

    private static async Task<IResult> AddAsync(NewPasskeyDto request, HttpContext context, Passkeys passkeys, UserManager<SignInAccount> accounts)
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

    private static async Task<IResult> RenameAsync(string id, PasskeyNameDto request, HttpContext context, UserManager<SignInAccount> accounts)
    {
        if (!PersonName.TryParse(request.Name, out var name))
        {
            return InvalidName;
        }

        var (account, passkey, refusal) = await FindAsync(id, context, accounts);
        if (refusal is not null)
        {
            return Refusals.Problem(refusal);
        }

        account!.Account = account.Account with { Passkeys = [.. account.Account.Passkeys.Select(each => each == passkey ? each with { Name = name } : each)] };
        return (await accounts.UpdateAsync(account)).Succeeded ? Results.NoContent() : Refusals.Problem(SignIns.ChangedMeanwhile);
    }

    /// <summary>Not the last way in: an account without a password keeps one passkey. Whoever came in by it goes too.</summary>
    private static async Task<IResult> RemoveAsync(string id, HttpContext context, SignIns signIns, UserManager<SignInAccount> accounts, AuditLog audit)
    {
        var (account, passkey, refusal) = await FindAsync(id, context, accounts);
        if (refusal is not null)
        {
            return Refusals.Problem(refusal);
        }

        account!.Account = account.Account with { Passkeys = [.. account.Account.Passkeys.Where(each => each != passkey)] };
        if (!SignIns.HasAWayIn(account.Account))
        {
            return Refusals.Problem(new Refusal(RefusalCodes.LastWayIn, "This passkey is the only way into your account. Add another before you remove it."));
        }

        await audit.RecordAsync(AuditKind.WayInRemoved, detail: Passkeys.WayIn);
        if (!(await accounts.UpdateSecurityStampAsync(account)).Succeeded)
        {
            return Refusals.Problem(SignIns.ChangedMeanwhile);
        }

        await signIns.SignInAsync(context, account.Account);
        return Results.NoContent();
    }

    private static async Task<(SignInAccount? Account, Passkey? Passkey, Refusal? Refusal)> FindAsync(string id, HttpContext context, UserManager<SignInAccount> accounts) =>
        await MineAsync(context.User, accounts) is not { } account ? (null, null, Refusals.NotSignedIn)
        : account.Account.Passkeys.FirstOrDefault(passkey => PasskeyDto.IdOf(passkey) == id) is { } found ? (account, found, null)
        : (null, null, new Refusal(RefusalCodes.UnknownDocument, "Your account has no such passkey."));

    private static Task<SignInAccount?> MineAsync(ClaimsPrincipal user, UserManager<SignInAccount> accounts) => accounts.FindByIdAsync(Callers.Of(user)!.PersonId);

    /// <summary>The options as the browser's own functions read them.</summary>
    private static IResult Asked((string Challenge, string Options) asked) => Results.Ok(new PasskeyAskDto(asked.Challenge, JsonDocument.Parse(asked.Options).RootElement));

    private static IResult InvalidName => Refusals.Problem(PersonName.Invalid);

    internal sealed record PasskeyAskDto(string Challenge, JsonElement Options);

    internal sealed record PasskeyAnswerDto(string? Challenge, JsonElement Credential);

    internal sealed record NewPasskeyDto(string? Challenge, string? Name, JsonElement Credential);

    internal sealed record PasskeyNameDto(string? Name);
}
