namespace RealLearning.Api.Access;

/// <summary>Lets nobody by who is not signed in. Behind it <see cref="Callers.Of"/> is never null.</summary>
internal sealed class SignedInFilter : IEndpointFilter
{
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        Callers.Of(context.HttpContext.User) is null
            ? ValueTask.FromResult<object?>(Refusals.Problem(Refusals.NotSignedIn))
            : next(context);
}
