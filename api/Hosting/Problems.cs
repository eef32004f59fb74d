using Microsoft.AspNetCore.Diagnostics;
using RealLearning.Api.Access;
using RealLearning.Api.Live;
using RealLearning.Contracts.Documents;

namespace RealLearning.Api.Hosting;

/// <summary>Every answer that is not a success is a problem with a code, those of the server's own making included.</summary>
internal sealed partial class Problems(ILogger<Problems> logger) : IExceptionHandler
{
    /// <summary>Gives a code to the refusals that ASP.NET makes itself, such as an unknown path or a method that a path does not have; and to all a type, which ASP.NET knows for some.</summary>
    public static void AddCode(ProblemDetailsContext context)
    {
        context.ProblemDetails.Type ??= "about:blank";
        context.ProblemDetails.Extensions.TryAdd("code", CodeOf(context.ProblemDetails.Status));
    }

    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellationToken)
    {
        var refusal = exception switch
        {
            BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => new Refusal(RefusalCodes.TooLarge, "The body is larger than the limit."),
            BadHttpRequestException { StatusCode: StatusCodes.Status415UnsupportedMediaType } => new Refusal(RefusalCodes.UnsupportedMediaType, "The body is JSON here, and its content type says so."),
            BadHttpRequestException => new Refusal(RefusalCodes.MalformedMessage, "The body is not what this request takes; docs/protocols.md has its shape."),
            RoomUnreachableException => RoomCalls.Unreachable,
            _ => null,
        };
        if (refusal is null)
        {
            LogFailed(context.Request.Path, exception);
            await Results.Problem(statusCode: StatusCodes.Status500InternalServerError).ExecuteAsync(context);
            return true;
        }

        await Refusals.Problem(refusal).ExecuteAsync(context);
        return true;
    }

    private static string CodeOf(int? status) => status switch
    {
        StatusCodes.Status401Unauthorized => RefusalCodes.NotSignedIn,
        StatusCodes.Status403Forbidden => RefusalCodes.NoRight,
        StatusCodes.Status404NotFound => RefusalCodes.UnknownDocument,
        StatusCodes.Status405MethodNotAllowed => RefusalCodes.MethodNotAllowed,
        StatusCodes.Status413PayloadTooLarge => RefusalCodes.TooLarge,
        StatusCodes.Status415UnsupportedMediaType => RefusalCodes.UnsupportedMediaType,
        StatusCodes.Status429TooManyRequests => RefusalCodes.RateExceeded,
        >= StatusCodes.Status500InternalServerError => RefusalCodes.ServerError,
        _ => RefusalCodes.MalformedMessage,
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "{Path} failed.")]
    private partial void LogFailed(PathString path, Exception exception);
}
