using RealLearning.Api.OpenApi;
using RealLearning.Contracts.Documents;

namespace RealLearning.Api.Access;

/// <summary>Lets nobody by who is not signed in. Behind it <see cref="Callers.Of"/> is never null.</summary>
internal static class SignedInFilter
{
    public static TBuilder RequireSignedIn<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder => endpoints.Refuses(RefusalCodes.NotSignedIn).AddEndpointFilter(static async (context, next) =>
            Callers.Of(context.HttpContext.User) is null ? Refusals.Problem(Refusals.NotSignedIn) : await next(context));
}
