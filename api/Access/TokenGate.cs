using System.Security.Claims;
using RealLearning.Api.Accounts;
using RealLearning.Contracts.Documents;

namespace RealLearning.Api.Access;

/// <summary>
/// The one place that says what a token opens over HTTP: the endpoints that ask for it (<see cref="TokenUse"/>), and nothing else. Behind it no endpoint
/// has to know that there are tokens.
/// </summary>
internal sealed class TokenGate(RequestDelegate next)
{
    private static readonly Refusal Closed = new(RefusalCodes.NoRight, "A token reads its own document. This is for people who are signed in.");

    public async Task InvokeAsync(HttpContext context)
    {
        if (DocumentToken.Of(context.User) is { } token && context.GetEndpoint() is { } endpoint)
        {
            await PassAsync(context, endpoint, token);
            return;
        }

        await next(context);
    }

    private async Task PassAsync(HttpContext context, Endpoint endpoint, DocumentToken token)
    {
        if (!await context.RequestServices.GetRequiredService<SignIns>().HoldsAsync(token.SignIn))
        {
            // Its sign-in has ended: it is nobody's, as one that has expired.
            context.User = new ClaimsPrincipal(new ClaimsIdentity());
            await next(context);
            return;
        }

        await (endpoint.Metadata.OfType<TokenUse>().ToList() switch
        {
            [TokenUse.Any] => next(context),
            [TokenUse.OwnDocument] when IsOwn(context, token) => next(context),
            [TokenUse.OwnDocument] => Refusals.Problem(Refusals.UnknownDocument).ExecuteAsync(context),
            _ => Refusals.Problem(Closed).ExecuteAsync(context),
        });
    }

    private static bool IsOwn(HttpContext context, DocumentToken token)
    {
        var route = context.Request.RouteValues;
        return DocumentName.TryParse($"{route["kind"]}/{route["id"]}/{route["part"]}", out var document) && document == token.Document;
    }
}
