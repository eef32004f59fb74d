using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.RateLimiting;
using RealLearning.Api.Access;
using RealLearning.Contracts.Documents;

namespace RealLearning.Api.OpenApi;

/// <summary>All codes that an endpoint may refuse with: its own, and those that follow from what it is.</summary>
internal static class RefusalsOf
{
    public static IReadOnlyCollection<string> Endpoint(ApiDescription endpoint)
    {
        var metadata = endpoint.ActionDescriptor.EndpointMetadata;
        var codes = new SortedSet<string>(metadata.OfType<RefusesWith>().SelectMany(static refuses => refuses.Codes), StringComparer.Ordinal)
        {
            // A sign-in is asked for at its account, whatever the endpoint does.
            RefusalCodes.StorageUnavailable,
            RefusalCodes.ServerError,
        };
        if (!metadata.OfType<TokenUse>().Any() || endpoint.HttpMethod != HttpMethods.Get)
        {
            // TokenGate; SameOriginMiddleware.
            codes.Add(RefusalCodes.NoRight);
        }

        if (metadata.OfType<TokenUse>().Contains(TokenUse.OwnDocument))
        {
            codes.Add(RefusalCodes.UnknownDocument);
        }

        if (metadata.OfType<EnableRateLimitingAttribute>().Any())
        {
            codes.Add(RefusalCodes.RateExceeded);
        }

        if (endpoint.ParameterDescriptions.Any(static parameter => parameter.Source == BindingSource.Query))
        {
            codes.Add(RefusalCodes.MalformedMessage);
        }

        if (metadata.OfType<RequestBytes>().Any() || endpoint.ParameterDescriptions.Any(static parameter => parameter.Source == BindingSource.Body))
        {
            codes.UnionWith([RefusalCodes.MalformedMessage, RefusalCodes.TooLarge]);
        }

        if (endpoint.ParameterDescriptions.Any(static parameter => parameter.Source == BindingSource.Body))
        {
            codes.Add(RefusalCodes.UnsupportedMediaType);
        }

        return codes;
    }
}
