using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RealLearning.Api.Access;
using RealLearning.Api.Accounts;

namespace RealLearning.Api.Tests.Servers;

/// <summary>The clock by which a server's sign-ins grow old and its tickets end, ahead of the machine's by what the test says. Everything else goes by the machine's.</summary>
internal sealed class ShiftedClock : TimeProvider
{
    private TimeSpan _ahead;

    public void Install(WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(services => new Freshness(services.GetRequiredService<IOptions<AccessOptions>>(), this));
        builder.Services.AddSingleton(services => new BrowserTickets(services.GetRequiredService<IDataProtectionProvider>(), this));
    }

    /// <summary>For all that asks what time it is, the silo too. How long something is waited for goes by the machine's.</summary>
    public void InstallEverywhere(WebApplicationBuilder builder)
    {
        Install(builder);
        builder.Services.AddSingleton<TimeProvider>(this);
    }

    public void Advance(TimeSpan by) => _ahead += by;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _ahead;
}
