using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using RealLearning.Api.Live;
using RealLearning.Contracts.Documents;

namespace RealLearning.Api.Access;

/// <summary>Who is calling: made from the sign-in alone, never from what a client says of itself.</summary>
internal sealed class Callers(LabGate lab, TimeProvider time)
{
    /// <summary>The signed-in person, or null.</summary>
    public static Caller? Of(ClaimsPrincipal user) =>
        user.Identity is { IsAuthenticated: true } ? new Caller(user.FindFirstValue(ClaimTypes.NameIdentifier)!, user.FindFirstValue(ClaimTypes.Name)!, user.FindFirstValue(CallerAddress.Claim)) : null;

    /// <summary>
    /// The name of a document and who asks for it, with what; or why it cannot be asked for. A token knows its own document and no other. In the lab
    /// everybody is one person.
    /// </summary>
    public Refusal? Find(ClaimsPrincipal user, string? document, out DocumentName name, out Credential credential)
    {
        var person = Of(user);
        credential = Credential.Of(person ?? Caller.Lab);
        if (!DocumentName.TryParse(document, out name) || name.Room.Kind == RoomKind.Audit)
        {
            return person is null && !lab.IsOpen ? Refusals.NotSignedIn : Refusals.UnknownDocument;
        }

        if (DocumentToken.Of(user) is { } token)
        {
            credential = new Credential(token.Caller, token.RightMax);
            return name == token.Document ? null : Refusals.UnknownDocument;
        }

        if (name.Room.Kind == RoomKind.Lab)
        {
            credential = Credential.Of(Caller.Lab);
            return lab.IsOpen ? null : person is null ? Refusals.NotSignedIn : Refusals.UnknownDocument;
        }

        return person is null ? Refusals.NotSignedIn : null;
    }

    /// <summary>Cancelled when the sign-in of a long connection expires. Lives as long as the request.</summary>
    public CancellationToken LifetimeOf(HttpContext context)
    {
        if (context.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult?.Properties?.ExpiresUtc is not { } expires)
        {
            return CancellationToken.None;
        }

        var source = Until(expires);
        context.Response.RegisterForDispose(source);
        return source.Token;
    }

    /// <summary>Cancelled when the token expires that somebody came with; null where it was something else.</summary>
    public CancellationTokenSource? LifetimeOf(ClaimsPrincipal user) => DocumentToken.Of(user) is { } token ? Until(token.ExpiresAt) : null;

    /// <summary>Timers take at most 49 days.</summary>
    private CancellationTokenSource Until(DateTimeOffset expires) =>
        new(TimeSpan.FromSeconds(Math.Clamp((expires - time.GetUtcNow()).TotalSeconds, 0, 40 * 86_400)), time);
}
