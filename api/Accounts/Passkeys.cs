using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using RealLearning.Api.Access;
using RealLearning.Api.Auditing;
using RealLearning.Contracts.Auditing;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.People;

namespace RealLearning.Api.Accounts;

/// <summary>Passkeys: added to an account, and answering in the place of a password. Identity's handler holds each answer against WebAuthn.</summary>
internal sealed partial class Passkeys(
    IPasskeyHandler<SignInAccount> handler, UserManager<SignInAccount> accounts, BrowserTickets tickets, AuditLog audit, IOptions<AccessOptions> options, TimeProvider time,
    ILogger<Passkeys> logger)
{
    /// <summary>What the audit log calls a passkey.</summary>
    public const string WayIn = "passkey";

    private static readonly Refusal Ended = new(RefusalCodes.ChallengeEnded, "That took too long, or was answered already. Try it again.");
    private static readonly Refusal Wrong = new(RefusalCodes.WrongPasskey, "This passkey opens no account here.");

    /// <summary>What a browser needs to make a passkey for an account.</summary>
    public async Task<(string Challenge, string Options)> AskToAddAsync(HttpContext context, Account account)
    {
        var made = await handler.MakeCreationOptionsAsync(new PasskeyUserEntity { Id = account.AccountId, Name = account.Email, DisplayName = account.Name }, context);
        return (tickets.Seal(context, TicketPurpose.AddPasskey, made.AttestationState!), made.CreationOptionsJson);
    }

    /// <summary>What a browser needs to answer by a passkey: by one of an account, or by any.</summary>
    public async Task<(string Challenge, string Options)> AskToSignInAsync(HttpContext context, SignInAccount? account)
    {
        var made = await handler.MakeRequestOptionsAsync(account, context);
        return (tickets.Seal(context, TicketPurpose.AnswerByPasskey, made.AssertionState!), made.RequestOptionsJson);
    }

    /// <summary>Adds the passkey that a browser made for an account.</summary>
    public async Task<(Passkey? Passkey, Refusal? Refusal)> AddAsync(HttpContext context, SignInAccount account, string? challenge, string name, string credential)
    {
        if (tickets.Open(context, TicketPurpose.AddPasskey, challenge) is not { } asked)
        {
            return (null, Ended);
        }

        var result = await handler.PerformAttestationAsync(new PasskeyAttestationContext { HttpContext = context, CredentialJson = credential, AttestationState = asked.State });
        if (!result.Succeeded || result.UserEntity.Id != account.Account.AccountId)
        {
            LogRefused(result.Failure?.Message ?? "It was made for another account.");
            return (null, new Refusal(RefusalCodes.WrongPasskey, "This passkey could not be added."));
        }

        if (account.Account.Passkeys.Length >= options.Value.PasskeysMax)
        {
            return (null, new Refusal(RefusalCodes.TooMany, $"An account has at most {options.Value.PasskeysMax} passkeys. Remove one first."));
        }

        result.Passkey.Name = name;
        await audit.RecordAsync(AuditKind.WayInAdded, detail: WayIn);
        return await SaveAsync(account, asked, result.Passkey) is { } refusal ? (null, refusal) : (account.Account.Passkeys[^1], null);
    }

    /// <summary>The account that a passkey opens by its answer. What is wrong is not told apart, but for a challenge that ended and an account that is blocked.</summary>
    public async Task<(SignInAccount? Account, Refusal? Refusal)> CheckAsync(HttpContext context, string? challenge, string credential)
    {
        if (tickets.Open(context, TicketPurpose.AnswerByPasskey, challenge) is not { } asked)
        {
            return (null, Ended);
        }

        var result = await handler.PerformAssertionAsync(new PasskeyAssertionContext { HttpContext = context, CredentialJson = credential, AssertionState = asked.State });
        if (!result.Succeeded)
        {
            LogRefused(result.Failure.Message);
            return (null, Wrong);
        }

        return result.User.Account.IsBlocked ? (null, SignIns.Blocked)
            : await SaveAsync(result.User, asked, result.Passkey) is { } refusal ? (null, refusal)
            : (result.User, null);
    }

    /// <summary>In one write: the passkey with its count, and that this challenge was answered.</summary>
    private async Task<Refusal?> SaveAsync(SignInAccount account, BrowserTicket asked, UserPasskeyInfo passkey)
    {
        if (account.Account.Answered.Any(answered => answered.ChallengeId == asked.TicketId))
        {
            return Ended;
        }

        var now = time.GetUtcNow();
        account.Account = account.Account with
        {
            Answered = [.. account.Account.Answered.Where(answered => now < answered.Until), new AnsweredChallenge(asked.TicketId, asked.Until)],
        };
        return (await accounts.AddOrUpdatePasskeyAsync(account, passkey)).Succeeded
            ? null
            : SignIns.ChangedMeanwhile;
    }

    /// <summary>Whoever runs the site looks here for why a passkey is refused, such as a domain that is set wrong.</summary>
    [LoggerMessage(Level = LogLevel.Information, Message = "A passkey was refused. {Why}")]
    private partial void LogRefused(string why);
}
