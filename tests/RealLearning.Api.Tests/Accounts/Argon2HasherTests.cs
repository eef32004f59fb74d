using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RealLearning.Api.Access;
using RealLearning.Api.Accounts;
using RealLearning.Api.Live;
using RealLearning.Api.Tests.Clients;
using RealLearning.Api.Tests.Servers;

namespace RealLearning.Api.Tests.Accounts;

/// <summary>What is kept of a password.</summary>
public sealed class Argon2HasherTests
{
    private const string Password = "correct horse battery staple";

    private readonly SignInAccount _account = SignInAccount.New("ada@example.org", "Ada", TimeProvider.System);

    [Fact]
    public void Hash_ByDefault_IsArgon2idOfTheCostThatTheOptionsSay()
    {
        var hasher = Hasher(new AccessOptions());

        var (hash, again) = (hasher.HashPassword(_account, Password), hasher.HashPassword(_account, Password));

        Assert.StartsWith("$argon2id$v=19$m=7168,t=5,p=1$", hash, StringComparison.Ordinal);
        Assert.NotEqual(hash, again);
        Assert.Equal(PasswordVerificationResult.Success, hasher.VerifyHashedPassword(_account, hash, Password));
        Assert.Equal(PasswordVerificationResult.Failed, hasher.VerifyHashedPassword(_account, hash, Password + "r"));
    }

    /// <summary>"password" and "somesalt", from the tests of the reference implementation (github.com/P-H-C/phc-winner-argon2, src/test.c).</summary>
    [Fact]
    public void Hash_OfTheReferenceImplementation_Holds()
    {
        const string reference = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";

        Assert.Equal(PasswordVerificationResult.SuccessRehashNeeded, Hasher(new AccessOptions()).VerifyHashedPassword(_account, reference, "password"));
        Assert.Equal(PasswordVerificationResult.Failed, Hasher(new AccessOptions()).VerifyHashedPassword(_account, reference, "Password"));
    }

    [Theory]
    [InlineData(8, 2)]
    [InlineData(16, 1)]
    public void Hash_OfAnotherCost_HoldsAndIsToBeMadeAnew(int memory, int passes)
    {
        var hash = Hasher(new AccessOptions { PasswordMemoryKiB = 8, PasswordPasses = 1 }).HashPassword(_account, Password);

        var hasher = Hasher(new AccessOptions { PasswordMemoryKiB = memory, PasswordPasses = passes });

        Assert.Equal(PasswordVerificationResult.SuccessRehashNeeded, hasher.VerifyHashedPassword(_account, hash, Password));
        Assert.Equal(PasswordVerificationResult.Failed, hasher.VerifyHashedPassword(_account, hash, "another"));
    }

    [Fact]
    public async Task SignIn_WithAHashOfIdentitys_IsHashedAnewAndKeepsEverySignIn()
    {
        await using var server = await Server.StartAsync();
        using var ada = await Member.FirstAsync(server);
        var hash = await GiveIdentitysHashAsync(server, ada.Id);

        using var wrong = await ada.SignInAsync("not the password");
        Assert.Equal(hash, await HashAsync(server, ada.Id));
        using var elsewhere = await ada.AgainAsync(server);

        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        Assert.StartsWith("$argon2id$", await HashAsync(server, ada.Id), StringComparison.Ordinal);
        await ada.MeAsync();
        using var third = await ada.AgainAsync(server);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SignIn_WhoseNewHashCannotBeKept_IsAsGood(bool isDiskFull)
    {
        var isClosed = false;
        await using var server = await Server.StartAsync(builder => builder.Services.AddScoped<UserManager<SignInAccount>>(services => new Closed(services, () => isClosed, isDiskFull)));
        using var ada = await Member.FirstAsync(server);
        var hash = await GiveIdentitysHashAsync(server, ada.Id);
        isClosed = true;

        using var elsewhere = await ada.AgainAsync(server);

        await elsewhere.MeAsync();
        Assert.Equal(hash, await HashAsync(server, ada.Id));
    }

    /// <summary>A new account, a sign-in, another password, one by a link, and an address that nobody has.</summary>
    [Fact]
    public async Task EveryHash_IsMadeBehindEverythingElse()
    {
        var threads = new ConcurrentQueue<string?>();
        await using var server = await Server.StartAsync(builder => builder.Services.AddSingleton<IPasswordHasher<SignInAccount>>(services => new WatchedHasher(services, _ => threads.Enqueue(Thread.CurrentThread.Name))));
        using var ada = await Member.FirstAsync(server);
        using var lea = await Member.NewAsync(server, await ada.InviteAsync("member"), "Lea");
        using var changed = await lea.Http.PostAsJsonAsync("/api/password", new { old = Member.Password, @new = "another good password" });
        using var link = await ada.Http.PostAsync($"/api/site/people/{lea.Id}/password-link", null);
        var token = (await Person.JsonAsync(link, HttpStatusCode.Created)).GetProperty("token").GetString();
        using var reset = await lea.Http.PostAsJsonAsync("/api/password/reset", new { token, password = Member.Password });
        await Person.JsonAsync(reset, HttpStatusCode.OK);
        using var again = await lea.AgainAsync(server);
        using var nobody = await lea.Http.PostAsJsonAsync("/api/sign-in", new { email = "nobody@example.org", password = Member.Password });

        Assert.Equal(7, threads.Count);
        Assert.All(threads, static thread => Assert.Equal("passwords", thread));
    }

    [Theory]
    [InlineData("PasswordMemoryKiB", "7")]
    [InlineData("PasswordMemoryKiB", "1048577")]
    [InlineData("PasswordPasses", "101")]
    public async Task Cost_OutOfBounds_EndsTheStart(string option, string value)
    {
        var fault = await Assert.ThrowsAsync<OptionsValidationException>(() => Server.StartAsync($"--Access:{option}={value}"));

        Assert.Contains("Access:PasswordMemoryKiB is 8 to 1,048,576", fault.Message, StringComparison.Ordinal);
    }

    private static Argon2Hasher Hasher(AccessOptions options) => new(Options.Create(options));

    private static async Task<string> GiveIdentitysHashAsync(Server server, string id)
    {
        await using var scope = server.Services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<SignInAccount>>();
        var account = (await accounts.FindByIdAsync(id))!;
        account.Account = account.Account with { PasswordHash = new PasswordHasher<SignInAccount>().HashPassword(account, Member.Password) };
        Assert.True((await accounts.UpdateAsync(account)).Succeeded);
        return account.Account.PasswordHash;
    }

    private static async Task<string> HashAsync(Server server, string id)
    {
        await using var scope = server.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<UserManager<SignInAccount>>().FindByIdAsync(id))!.Account.PasswordHash!;
    }

    /// <summary>Another change comes first, or the disk takes nothing.</summary>
    private sealed class Closed(IServiceProvider services, Func<bool> isClosed, bool isDiskFull) : AccountChangeTests.Manager(services)
    {
        public override Task<IdentityResult> UpdateAsync(SignInAccount user) => !isClosed() ? base.UpdateAsync(user)
            : isDiskFull ? throw new RoomUnreachableException(new IOException("The disk is full."))
            : Task.FromResult(IdentityResult.Failed(ErrorDescriber.ConcurrencyFailure()));
    }
}
