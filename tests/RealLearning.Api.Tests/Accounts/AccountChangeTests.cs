using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RealLearning.Api.Accounts;
using RealLearning.Api.Tests.Clients;
using RealLearning.Api.Tests.Servers;

namespace RealLearning.Api.Tests.Accounts;

/// <summary>What changing an account costs, and where it ends.</summary>
public sealed class AccountChangeTests
{
    [Fact]
    public async Task Password_Changed_TheOldOneIsLookedAtOnce()
    {
        var looks = 0;
        await using var server = await Server.StartAsync(builder => builder.Services.AddSingleton<IPasswordHasher<SignInAccount>>(services => new WatchedHasher(services, isLook => looks += isLook ? 1 : 0)));
        using var ada = await Member.FirstAsync(server);

        using var changed = await ada.Http.PostAsJsonAsync("/api/password", new { old = Member.Password, @new = "another good password" });

        await Person.JsonAsync(changed, HttpStatusCode.OK);
        Assert.Equal(1, looks);
    }

    [Fact]
    public async Task Account_ThatIsChangedAllTheTime_IsNotBlocked_AndThatIsSaid()
    {
        var tries = 0;
        await using var server = await Server.StartAsync(builder => builder.Services.AddScoped<UserManager<SignInAccount>>(services => new Losing(services, () => tries++)));
        using var ada = await Member.FirstAsync(server);
        using var lea = await Member.NewAsync(server, await ada.InviteAsync("member"), "Lea");

        using var reply = await ada.Http.PostAsJsonAsync($"/api/site/people/{lea.Id}/block", new { blocked = true });

        await AccountTests.ProblemAsync(reply, HttpStatusCode.ServiceUnavailable, "storage-unavailable");
        Assert.InRange(tries, 2, 20);
        await lea.MeAsync();
    }

    /// <summary>Identity's, as the server makes it.</summary>
    internal abstract class Manager(IServiceProvider services) : UserManager<SignInAccount>(
        services.GetRequiredService<IUserStore<SignInAccount>>(), services.GetRequiredService<IOptions<IdentityOptions>>(), services.GetRequiredService<IPasswordHasher<SignInAccount>>(),
        [], [], new UpperInvariantLookupNormalizer(), new IdentityErrorDescriber(), services, services.GetRequiredService<ILogger<UserManager<SignInAccount>>>());

    /// <summary>Another change always comes first.</summary>
    private sealed class Losing(IServiceProvider services, Action tried) : Manager(services)
    {
        public override Task<IdentityResult> UpdateSecurityStampAsync(SignInAccount user)
        {
            tried();
            return Task.FromResult(IdentityResult.Failed(ErrorDescriber.ConcurrencyFailure()));
        }
    }
}
