using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using RealLearning.Api.Accounts;
using RealLearning.Contracts.Documents;

namespace RealLearning.Pages;

/// <summary>Two who look: a tutor and a learner, with accounts and a browser each.</summary>
internal sealed class People(HttpClient tutorHttp, Caller tutor, HttpClient learnerHttp, Caller learner) : IDisposable
{
    public HttpClient TutorHttp => tutorHttp;

    public Caller Tutor => tutor;

    public HttpClient LearnerHttp => learnerHttp;

    public Caller Learner => learner;

    public static async Task<HttpClient> AdministratorAsync(WebApplication app)
    {
        var administrator = Browser(new Uri(app.Urls.Single()));
        await AccountAsync(administrator, (await app.Services.GetRequiredService<FirstStart>().Token)!, "ada");
        return administrator;
    }

    /// <param name="name">What their accounts and invitations begin with.</param>
    public static async Task<People> ComeAsync(HttpClient administrator, string name)
    {
        var (tutor, learner) = (Browser(administrator.BaseAddress!), Browser(administrator.BaseAddress!));
        return new People(
            tutor, await AccountAsync(tutor, await InviteAsync(administrator, "tutor", name), $"{name}-tutor"),
            learner, await AccountAsync(learner, await InviteAsync(administrator, "member", name), $"{name}-learner"));
    }

    public void Dispose()
    {
        tutorHttp.Dispose();
        learnerHttp.Dispose();
    }

    private static HttpClient Browser(Uri address) => new(new HttpClientHandler { CookieContainer = new CookieContainer() }) { BaseAddress = address };

    private static async Task<Caller> AccountAsync(HttpClient browser, string invitation, string name)
    {
        using var reply = await browser.PostAsJsonAsync("/api/accounts", new { invitation, name, email = $"{name}@example.org", password = "a long enough password" });
        reply.EnsureSuccessStatusCode();
        return new Caller((await reply.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!, name);
    }

    private static async Task<string> InviteAsync(HttpClient administrator, string role, string name)
    {
        using var reply = await administrator.PostAsJsonAsync("/api/site/invitations", new { id = $"{name}-{role}", role });
        reply.EnsureSuccessStatusCode();
        return (await reply.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString()!;
    }
}
