namespace RealLearning.Api.Access;

/// <summary>What an endpoint that takes tokens takes them for. One without this takes none.</summary>
internal enum TokenUse
{
    /// <summary>It reads the document of its route, which must be the token's.</summary>
    OwnDocument,

    /// <summary>It tells who the token's person is, or looks itself at what the token allows.</summary>
    Any,
}

/// <summary>How endpoints say so.</summary>
internal static class TokenUses
{
    public static TBuilder TakesTokens<TBuilder>(this TBuilder endpoint, TokenUse use)
        where TBuilder : IEndpointConventionBuilder
    {
        endpoint.Add(built => built.Metadata.Add(use));
        return endpoint;
    }
}
