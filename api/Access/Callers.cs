using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using RealLearning.Contracts.Documents;

namespace RealLearning.Api.Access;

/// <summary>Who is calling: made from the sign-in alone, never from what a client says of itself.</summary>
internal sealed class Callers(LabGate lab, TimeProvider time)
{
    /// <summary>The signed-in person, or null.</summary>
    public static Caller? Of(ClaimsPrincipal user) =>
        user.Identity is { IsAuthenticated: true }
        && user.FindFirstValue(ClaimTypes.NameIdentifier) is { Length: > 0 } id
        && user.FindFirstValue(ClaimTypes.Name) is { Length: > 0 } name
            ? new Caller(id, name)
            : null;

    /// <summary>The name of a document and who asks for it; or why it cannot be asked for. In the lab everybody is one person.</summary>
    public Refusal? Find(ClaimsPrincipal user, string? document, out DocumentName name, out Caller caller)
    {
        var person = Of(user);
        caller = person ?? Caller.Lab;
        if (!DocumentName.TryParse(document, out name))
        {
            return person is null && !lab.IsOpen ? Refusals.NotSignedIn : Refusals.UnknownDocument;
        }

        if (name.Room.Kind == RoomKind.Lab)
        {
            caller = Caller.Lab;
            return lab.IsOpen ? null : person is null ? Refusals.NotSignedIn : Refusals.UnknownDocument;
        }

        return person is null ? Refusals.NotSignedIn : null;
    }

    /// <summary>Cancelled when the sign-in of a long connection expires. Lives as long as the request.</summary>
    public CancellationToken LifetimeOf(HttpContext context)
    {
        var expires = context.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult?.Properties?.ExpiresUtc;
        if (expires is null)
        {
            return CancellationToken.None;
        }

        // Timers take at most 49 days.
        var left = TimeSpan.FromSeconds(Math.Clamp((expires.Value - time.GetUtcNow()).TotalSeconds, 0, 40 * 86_400));
        var source = new CancellationTokenSource(left, time);
        context.Response.RegisterForDispose(source);
        return source.Token;
    }
}
