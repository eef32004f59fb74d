using Microsoft.AspNetCore.Diagnostics;
using RealLearning.Api.Access;
using RealLearning.Api.Live;
using RealLearning.Contracts.Documents;

namespace RealLearning.Api.Hosting;

/// <summary>Every answer that is not a success is a problem with a code, those of the server's own making included.</summary>
internal sealed partial class Problems(ILogger<Problems> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellationToken)
    {
        var refusal = exception switch
        {
            BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => new Refusal(RefusalCodes.TooLarge, "The body is larger than the limit."),
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

    [LoggerMessage(Level = LogLevel.Error, Message = "{Path} failed.")]
    private partial void LogFailed(PathString path, Exception exception);
}
