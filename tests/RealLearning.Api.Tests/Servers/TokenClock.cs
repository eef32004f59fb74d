using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using RealLearning.Api.Access;

namespace RealLearning.Api.Tests.Servers;

/// <summary>The clock by which a server's tokens expire, the test's to turn. Everything else, and what a token says of its end, goes by the machine's.</summary>
internal sealed class TokenClock
{
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());

    public void Install(WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(services => new Callers(services.GetRequiredService<LabGate>(), _time));
        builder.Services.Configure<BearerTokenOptions>(DocumentToken.Scheme, bearer => bearer.TimeProvider = _time);
    }

    public void Advance(TimeSpan by) => _time.Advance(by);
}
