using System.Net.Http.Headers;

namespace RealLearning.Api.Tests.Clients;

/// <summary>Sends each request with the token of the moment.</summary>
internal sealed class ChangingToken(string token) : DelegatingHandler
{
    public string Token { get; set; } = token;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        return base.SendAsync(request, cancellationToken);
    }
}
