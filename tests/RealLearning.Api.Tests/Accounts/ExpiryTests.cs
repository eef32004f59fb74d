using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using RealLearning.Api.Tests.Clients;
using RealLearning.Api.Tests.Servers;
using RealLearning.Contracts.People;
using static RealLearning.Api.Tests.Accounts.AccountTests;

namespace RealLearning.Api.Tests.Accounts;

/// <summary>What holds for a time holds until then and no longer. The clock is the test's, and goes hours at a time, so that it matters to nothing how fast the machine is.</summary>
public sealed class ExpiryTests : IAsyncLifetime
{
    private readonly ShiftedClock _clock = new();
    private readonly Held _held = new();
    private Server _server = null!;
    private Member _ada = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await Server.StartAsync(
            builder =>
            {
                _clock.InstallEverywhere(builder);
                builder.Services.AddSingleton<IOutgoingGrainCallFilter>(_held);
            },
            "--Access:LockoutFailures=3",
            "--Access:LockoutMinutes=600",
            "--Doors:CallAttempts=1");
        _ada = await Member.FirstAsync(_server);
    }

    public async ValueTask DisposeAsync()
    {
        _ada.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Invitation_OfTheSite_HoldsUntilItsDayIsOver()
    {
        var token = await _ada.InviteAsync("tutor", 10);
        _clock.Advance(TimeSpan.FromDays(6.9));
        using var lea = await Member.NewAsync(_server, token, "Lea");
        Assert.Contains("tutor", (await lea.MeAsync()).GetProperty("roles").EnumerateArray().Select(static role => role.GetString()));

        _clock.Advance(TimeSpan.FromDays(0.2));

        using var ben = await Member.NewAsync(_server, await _ada.InviteAsync("member"), "Ben");
        await EndedAsync(ben, token);
        Assert.DoesNotContain("tutor", (await ben.MeAsync()).GetProperty("roles").EnumerateArray().Select(static role => role.GetString()));
        using var again = await lea.Http.PostAsJsonAsync("/api/invitations/redeem", new { token });
        await Person.JsonAsync(again, HttpStatusCode.OK);
    }

    [Fact]
    public async Task Invitation_OfACohort_HoldsUntilItsDayIsOver()
    {
        using var tom = await Member.NewAsync(_server, await _ada.InviteAsync("tutor"), "Tom");
        var cohort = Person.NewId();
        await Person.JsonAsync(await tom.Http.PostAsJsonAsync("/api/cohorts", new { id = cohort, title = "Autumn" }), HttpStatusCode.Created);
        var command = new { type = "createInvitation", invitationId = "i", role = "learner", uses = 10, days = 2 };
        var made = await Person.JsonAsync(await tom.Http.PostAsJsonAsync($"/api/cohorts/{cohort}/commands", new { id = "c", command }), HttpStatusCode.OK);
        var token = made.GetProperty("token").GetString()!;
        _clock.Advance(TimeSpan.FromDays(1.9));
        using var lea = await Member.NewAsync(_server, token, "Lea");

        _clock.Advance(TimeSpan.FromDays(0.2));

        using var ben = await Member.NewAsync(_server, await _ada.InviteAsync("member"), "Ben");
        await EndedAsync(ben, token);
        using var seen = await tom.Http.GetAsync($"/api/cohorts/{cohort}");
        var view = await Person.JsonAsync(seen, HttpStatusCode.OK);
        Assert.Equal([tom.Id, lea.Id], view.GetProperty("people").EnumerateArray().Select(static person => person.GetProperty("id").GetString()).Order(StringComparer.Ordinal));
        Assert.Empty(view.GetProperty("invitations").EnumerateArray());
    }

    [Fact]
    public async Task Lockout_EndsAfterItsMinutes_AndNotBefore()
    {
        using var lea = await Member.NewAsync(_server, await _ada.InviteAsync("member"), "Lea");
        var nobody = new { email = EmailTests.NewEmail(), password = "wrong password" };
        using var browser = new HttpClient { BaseAddress = _server.Address };
        for (var i = 0; i < 3; i++)
        {
            await ProblemAsync(await lea.SignInAsync("wrong password"), HttpStatusCode.Unauthorized, "wrong-sign-in");
            await ProblemAsync(await browser.PostAsJsonAsync("/api/sign-in", nobody), HttpStatusCode.Unauthorized, "wrong-sign-in");
        }

        foreach (var hours in new[] { 0, 5, 4 })
        {
            _clock.Advance(TimeSpan.FromHours(hours));
            await ProblemAsync(await lea.SignInAsync(Member.Password), HttpStatusCode.TooManyRequests, "locked-out");
            await ProblemAsync(await browser.PostAsJsonAsync("/api/sign-in", nobody), HttpStatusCode.TooManyRequests, "locked-out");
        }

        _clock.Advance(TimeSpan.FromHours(2));

        await ProblemAsync(await lea.SignInAsync("wrong password"), HttpStatusCode.Unauthorized, "wrong-sign-in");
        await ProblemAsync(await browser.PostAsJsonAsync("/api/sign-in", nobody), HttpStatusCode.Unauthorized, "wrong-sign-in");
        await Person.JsonAsync(await lea.SignInAsync(Member.Password), HttpStatusCode.OK);
    }

    [Fact]
    public async Task Reservation_OfAnAddress_EndsAndIsAnothersThen()
    {
        var login = _server.Services.GetRequiredService<IGrainFactory>().GetGrain<ILoginGrain>(LoginKey.OfEmail(EmailTests.NewEmail().ToUpperInvariant()));
        Assert.True(await login.ReserveAsync("first"));
        Assert.True(await login.ReserveAsync("first"));
        Assert.False(await login.ReserveAsync("second"));

        _clock.Advance(TimeSpan.FromSeconds(ILoginGrain.ReservedSeconds));

        Assert.True(await login.ReserveAsync("second"));
        Assert.False(await login.ConfirmAsync("first"));
        Assert.False(await login.ReserveAsync("first"));
        Assert.True(await login.ConfirmAsync("second"));
    }

    [Fact]
    public async Task Change_HeldUpBeyondItsReservation_LosesTheAddressToWhoCameMeanwhile_AndLeavesAllAsItWas()
    {
        using var late = await Member.NewAsync(_server, await _ada.InviteAsync("member"), "Late");
        using var lea = await Member.NewAsync(_server, await _ada.InviteAsync("member"), "Lea");
        var email = EmailTests.NewEmail();
        _held.HoldNext();
        var change = late.Http.PostAsJsonAsync("/api/account/email", new { email });
        await _held.Reached.Soon();
        await ProblemAsync(await lea.Http.PostAsJsonAsync("/api/account/email", new { email }), HttpStatusCode.Conflict, "email-taken");
        _clock.Advance(TimeSpan.FromSeconds(ILoginGrain.ReservedSeconds));
        await Person.JsonAsync(await lea.Http.PostAsJsonAsync("/api/account/email", new { email }), HttpStatusCode.OK);

        _held.Release();

        await ProblemAsync(await change, HttpStatusCode.Conflict, "email-taken");
        await Person.JsonAsync(await late.SignInAsync(Member.Password), HttpStatusCode.OK);
        Assert.Equal((late.Email, email), ((await late.MeAsync()).GetProperty("email").GetString(), (await lea.MeAsync()).GetProperty("email").GetString()));
        using var browser = new HttpClient { BaseAddress = _server.Address };
        var opened = await Person.JsonAsync(await browser.PostAsJsonAsync("/api/sign-in", new { email, password = Member.Password }), HttpStatusCode.OK);
        Assert.Equal(lea.Id, opened.GetProperty("id").GetString());
        var people = (await _ada.Http.GetFromJsonAsync<JsonElement>("/api/site")).GetProperty("people").EnumerateArray();
        Assert.Equal(lea.Id, people.Single(person => person.GetProperty("email").GetString() == email).GetProperty("id").GetString());
    }

    /// <summary>It is neither looked at nor taken, for an account nor by one.</summary>
    private async Task EndedAsync(Member member, string token)
    {
        using var browser = new HttpClient { BaseAddress = _server.Address };
        await ProblemAsync(await browser.PostAsJsonAsync("/api/invitations/look", new { token }), HttpStatusCode.NotFound, "invitation-ended");
        await ProblemAsync(await browser.PostAsJsonAsync("/api/accounts", new { invitation = token, name = "Eve", email = EmailTests.NewEmail(), password = Member.Password }), HttpStatusCode.NotFound, "invitation-ended");
        await ProblemAsync(await member.Http.PostAsJsonAsync("/api/invitations/redeem", new { token }), HttpStatusCode.NotFound, "invitation-ended");
    }

    /// <summary>Holds the next writing of an account, on its way to the grain, until it is let go.</summary>
    private sealed class Held : IOutgoingGrainCallFilter
    {
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _holds;

        public Task Reached => _reached.Task;

        public void HoldNext() => Volatile.Write(ref _holds, 1);

        public void Release() => _released.TrySetResult();

        public async Task Invoke(IOutgoingGrainCallContext context)
        {
            if (context.MethodName == nameof(IAccountGrain.SaveAsync) && Interlocked.Exchange(ref _holds, 0) == 1)
            {
                _reached.TrySetResult();
                await _released.Task;
            }

            await context.Invoke();
        }
    }
}
