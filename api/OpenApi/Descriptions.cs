using RealLearning.Api.Access;

namespace RealLearning.Api.OpenApi;

/// <summary>What an endpoint says of itself in <c>/openapi/v1.json</c> beside its types, where it is mapped. A test fails for one that does not.</summary>
internal static class Descriptions
{
    /// <summary>An id, which generated clients call it by and which therefore stays, and one sentence.</summary>
    public static RouteHandlerBuilder Says(this RouteHandlerBuilder endpoint, string id, string sentence) => endpoint.WithName(id).WithSummary(sentence);

    /// <summary>Examples of the body, one for each command where there are several.</summary>
    public static RouteHandlerBuilder Takes<T>(this RouteHandlerBuilder endpoint, params T[] examples)
        where T : notnull => endpoint.WithMetadata(new RequestExamples([.. examples.Cast<object>()]));

    /// <summary>A body that is no JSON.</summary>
    public static RouteHandlerBuilder TakesBytes(this RouteHandlerBuilder endpoint, params string[] contentTypes) => endpoint.WithMetadata(new RequestBytes(contentTypes));

    /// <summary>A success and an example of it, whose type is the answer's.</summary>
    public static RouteHandlerBuilder Answers<T>(this RouteHandlerBuilder endpoint, T example, int status = StatusCodes.Status200OK)
        where T : notnull => endpoint.Produces<T>(status).WithMetadata(new ResponseExample(status, example));

    /// <summary>A success that is no JSON.</summary>
    public static RouteHandlerBuilder AnswersBytes(this RouteHandlerBuilder endpoint, params string[] contentTypes) =>
        endpoint.Produces<Stream>(StatusCodes.Status200OK, contentTypes[0], contentTypes[1..]);

    /// <summary>A success without a body.</summary>
    public static RouteHandlerBuilder AnswersNothing(this RouteHandlerBuilder endpoint) => endpoint.Produces(StatusCodes.Status204NoContent);

    /// <summary>A browser is sent to another address.</summary>
    public static RouteHandlerBuilder AnswersElsewhere(this RouteHandlerBuilder endpoint) => endpoint.Produces(StatusCodes.Status302Found);

    /// <summary>Codes that it may refuse with, beside those that follow from what it is: see <see cref="RefusalsOf"/>.</summary>
    public static TBuilder Refuses<TBuilder>(this TBuilder endpoint, params string[] codes)
        where TBuilder : IEndpointConventionBuilder
    {
        endpoint.Add(built => built.Metadata.Add(new RefusesWith(codes)));
        return endpoint;
    }
}

/// <summary>Instances of what an endpoint takes, so that a field that gets another name breaks the build and not the page.</summary>
internal sealed record RequestExamples(IReadOnlyList<object> Values);

/// <summary>Types of content that an endpoint takes.</summary>
internal sealed record RequestBytes(IReadOnlyList<string> ContentTypes);

/// <summary>An instance of what an endpoint answers.</summary>
internal sealed record ResponseExample(int Status, object Value);

/// <summary>Codes of <see cref="Refusals"/>.</summary>
internal sealed record RefusesWith(IReadOnlyList<string> Codes);
