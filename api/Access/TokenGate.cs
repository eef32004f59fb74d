using RealLearning.Contracts.Documents;

namespace RealLearning.Api.Access;

/// <summary>
/// The one place that says what a token opens over HTTP: the endpoints that ask for it (<see cref="TokenUse"/>), and nothing else. Behind it no endpoint
/// has to know that there are tokens.
/// </summary>
internal sealed class TokenGate(RequestDelegate next)
{
    private static readonly Refusal Closed = new(RefusalCodes.NoRight, "A token reads its own document. This is for people who are signed in.");

    public Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint() is not { } endpoint || DocumentToken.Of(context.User) is not { } token)
        {
            return next(context);
        }

        return endpoint.Metadata.OfType<TokenUse>().ToList() switch
        {
            [TokenUse.Any] => next(context),
            [TokenUse.OwnDocument] when IsOwn(context, token) => next(context),
            [TokenUse.OwnDocument] => Refusals.Problem(Refusals.UnknownDocument).ExecuteAsync(context),
            _ => Refusals.Problem(Closed).ExecuteAsync(context),
        };
    }

    private static bool IsOwn(HttpContext context, DocumentToken token)
    {
        var route = context.Request.RouteValues;
        return DocumentName.TryParse($"{route["kind"]}/{route["id"]}/{route["part"]}", out var document) && document == token.Document;
    }
}
