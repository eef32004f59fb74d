namespace RealLearning.Api.Access;

/// <summary>Turns away what a foreign page would change in a person's name, and the hub's connections from there.</summary>
internal sealed class SameOriginMiddleware(RequestDelegate next, SameOrigin origin)
{
    public Task InvokeAsync(HttpContext context)
    {
        var isSafe = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method) || HttpMethods.IsOptions(context.Request.Method);
        return (isSafe && !context.WebSockets.IsWebSocketRequest) || origin.Allows(context)
            ? next(context)
            : Refusals.Problem(SameOrigin.Refusal).ExecuteAsync(context);
    }
}
