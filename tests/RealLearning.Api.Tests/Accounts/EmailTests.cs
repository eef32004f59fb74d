using System.Net;
using System.Net.Http.Json;
using RealLearning.Api.Tests.Clients;
using RealLearning.Api.Tests.Servers;
using static RealLearning.Api.Tests.Accounts.AccountTests;

namespace RealLearning.Api.Tests.Accounts;

/// <summary>Another e-mail address, where no mail is sent.</summary>
public sealed class EmailTests(SiteFixture site) : IClassFixture<SiteFixture>
{
    [Fact]
    public async Task Address_Changed_IsTheOneToSignInByAndEndsOtherSignIns()
    {
        using var lea = await site.MemberAsync();
        using var other = await lea.AgainAsync(site.Server);
        var email = NewEmail();
        using var changed = await lea.Http.PostAsJsonAsync("/api/account/email", new { email });
        Assert.False((await Person.JsonAsync(changed, HttpStatusCode.OK)).GetProperty("isSent").GetBoolean());

        Assert.Equal(email, (await lea.MeAsync()).GetProperty("email").GetString());
        using var me = await other.Http.GetAsync("/api/me");
        await ProblemAsync(me, HttpStatusCode.Unauthorized, "not-signed-in");
        using var old = await lea.SignInAsync(Member.Password);
        await ProblemAsync(old, HttpStatusCode.Unauthorized, "wrong-sign-in");
        using var by = await other.Http.PostAsJsonAsync("/api/sign-in", new { email = email.ToUpperInvariant(), password = Member.Password });
        Assert.Equal(lea.Id, (await Person.JsonAsync(by, HttpStatusCode.OK)).GetProperty("id").GetString());

        // The address that she had is anybody's.
        using var ben = await site.MemberAsync("Ben");
        using var takes = await ben.Http.PostAsJsonAsync("/api/account/email", new { email = lea.Email });
        await Person.JsonAsync(takes, HttpStatusCode.OK);
    }

    [Fact]
    public async Task Address_OfAnotherOrNone_IsRefusedAndChangesNothing()
    {
        using var lea = await site.MemberAsync();
        using var ben = await site.MemberAsync("Ben");
        using var taken = await ben.Http.PostAsJsonAsync("/api/account/email", new { email = lea.Email.ToUpperInvariant() });
        await ProblemAsync(taken, HttpStatusCode.Conflict, "email-taken");
        foreach (var email in new[] { "", "none", "Ben <ben@example.org>", null })
        {
            using var invalid = await ben.Http.PostAsJsonAsync("/api/account/email", new { email });
            await ProblemAsync(invalid, HttpStatusCode.UnprocessableEntity, "invalid-account");
        }

        using var again = await ben.AgainAsync(site.Server);
        using var hers = await lea.AgainAsync(site.Server);
    }

    [Fact]
    public async Task Address_ThatTwoTakeAtOnce_IsOnes()
    {
        var email = NewEmail();
        var members = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => site.MemberAsync()));
        var all = await Task.WhenAll(members.Select(async member =>
        {
            using var reply = await member.Http.PostAsJsonAsync("/api/account/email", new { email });
            return reply.StatusCode;
        }));

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Conflict, HttpStatusCode.Conflict, HttpStatusCode.Conflict], all.Order());
        Array.ForEach(members, static member => member.Dispose());
    }

    [Fact]
    public async Task Change_LongAfterTheSignIn_AsksToSignInAgain()
    {
        using var lea = await site.MemberAsync();
        site.Clock.Advance(TimeSpan.FromMinutes(11));
        using var old = await lea.Http.PostAsJsonAsync("/api/account/email", new { email = NewEmail() });
        await ProblemAsync(old, HttpStatusCode.Conflict, "sign-in-old");
        using var confirm = await lea.SignInAsync(Member.Password);
        await Person.JsonAsync(confirm, HttpStatusCode.OK);
        using var changed = await lea.Http.PostAsJsonAsync("/api/account/email", new { email = NewEmail() });
        await Person.JsonAsync(changed, HttpStatusCode.OK);
    }

    internal static string NewEmail() => $"{Person.NewId()}@example.org";
}
