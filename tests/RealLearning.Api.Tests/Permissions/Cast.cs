using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using RealLearning.Api.Tests.Clients;
using RealLearning.Api.Tests.Rest;
using RealLearning.Api.Tests.Servers;
using RealLearning.Contracts.Documents;
using RealLearning.Ycs;
using SkiaSharp;

namespace RealLearning.Api.Tests.Permissions;

/// <summary>A server with one of each, and the places that they may or may not go to.</summary>
public sealed class Cast : IAsyncLifetime
{
    private readonly Dictionary<Who, CookieContainer> _cookies = new() { [Who.Nobody] = new CookieContainer() };
    private readonly List<Member> _members = [];

    private static readonly string[] s_titles = ["Win readers back", "Autumn 2026", "Group one", "Group two", "Draft", "Critique", "On the side"];

    internal Server Server { get; private set; } = null!;

    internal Member Administrator { get; private set; } = null!;

    internal Member Tutor { get; private set; } = null!;

    /// <summary>An account that nobody needs.</summary>
    internal Member Spare { get; private set; } = null!;

    internal string Challenge { get; } = Person.NewId();

    internal string Cohort { get; } = Person.NewId();

    internal string Workspace { get; private set; } = "";

    internal string Space { get; private set; } = "";

    internal string Session { get; private set; } = "";

    /// <summary>A workspace of the learner's own, in no cohort.</summary>
    internal string Own { get; } = $"workspace/{Person.NewId()}";

    internal string Image { get; private set; } = "";

    /// <summary>What nobody may learn from a refusal: ids, addresses and titles.</summary>
    internal IEnumerable<string> Names => [.. _members.SelectMany(static member => new[] { member.Id, member.Email }), Challenge, Cohort, Workspace, Space, Session, Own, Image, .. s_titles];

    /// <summary>Everybody, one at a time.</summary>
    internal static IReadOnlyList<Who> Everybody { get; } = [.. Enum.GetValues<Who>().Where(who => int.IsPow2((int)who))];

    /// <summary>Whoever has at least this right; nobody has none.</summary>
    internal static Who Having(Func<Who, Right> rightOf, Right right) =>
        Everybody.Where(who => right > Right.None && rightOf(who) >= right).Aggregate(Who.None, static (all, who) => all | who);

    public async ValueTask InitializeAsync()
    {
        Server = await Server.StartAsync();
        Administrator = Know(Who.Administrator, await Member.FirstAsync(Server));
        Tutor = Know(Who.Tutor, await Member.NewAsync(Server, await Administrator.InviteAsync("tutor"), "Tom"));
        Know(Who.OtherTutor, await Member.NewAsync(Server, await Administrator.InviteAsync("tutor"), "Olga"));
        Spare = Know(Who.None, await Member.NewAsync(Server, await Administrator.InviteAsync("member"), "Pat"));

        await DoAsync(Tutor, HttpMethod.Post, "/api/challenges", new { id = Challenge, title = "Win readers back" });
        await DoAsync(Tutor, HttpMethod.Post, $"/api/challenges/{Challenge}/versions", new { revision = 1 });
        await DoAsync(Tutor, HttpMethod.Post, "/api/cohorts", new { id = Cohort, title = "Autumn 2026" });
        await CommandAsync(new { type = "giveChallenge", challengeId = Challenge, start = "2026-12-01", due = (string?)null });
        await GroupAsync("one", Who.Learner, Who.Peer, Who.Removed, Who.Displaced);
        await GroupAsync("two", Who.OtherLearner, Who.Responder);
        Know(Who.Commenter, await Member.NewAsync(Server, await Administrator.InviteAsync("member"), nameof(Who.Commenter)));
        await JoinAsync(Who.Client, "client");
        await JoinAsync(Who.Judge, "judge");
        await OpenAsync();

        // Last, so that these two had everything before they lost it.
        await CommandAsync(new { type = "setRole", personId = Of(Who.Removed).Id, role = "none" });
        await CommandAsync(new { type = "placeMember", personId = Of(Who.Displaced).Id, groupId = (string?)null });
    }

    public async ValueTask DisposeAsync()
    {
        _members.ForEach(static member => member.Dispose());
        await Server.DisposeAsync();
    }

    /// <summary>Asks as somebody.</summary>
    internal HttpClient Http(Who who) => new(new HttpClientHandler { CookieContainer = CookiesOf(who) }) { BaseAddress = Server.Address };

    /// <summary>The browser of somebody, with cookies of its own from here on.</summary>
    internal CookieContainer CookiesOf(Who who)
    {
        var copy = new CookieContainer();
        copy.Add(_cookies[who].GetCookies(Server.Address));
        return copy;
    }

    /// <summary>Whose sign-in has ended is in again.</summary>
    internal async Task ComeAgainAsync(Who who)
    {
        if (_byRole.TryGetValue(who, out var member))
        {
            using var reply = await member.SignInAsync(Member.Password);
            await Person.JsonAsync(reply, HttpStatusCode.OK);
        }
    }

    internal async Task<JsonElement> CommandAsync(object command) =>
        await DoAsync(Tutor, HttpMethod.Post, $"/api/cohorts/{Cohort}/commands", new { id = Person.NewId(), command });

    internal async Task<string> TokenAsync(string role) =>
        (await CommandAsync(new { type = "createInvitation", invitationId = Person.NewId(), role, uses = 1, days = 1 })).GetProperty("token").GetString()!;

    private readonly Dictionary<Who, Member> _byRole = [];

    internal string IdOf(Who who) => Of(who).Id;

    private Member Of(Who who) => _byRole[who];

    private async Task OpenAsync()
    {
        var lea = Of(Who.Learner);
        Workspace = (await DoAsync(lea, HttpMethod.Post, $"/api/cohorts/{Cohort}/rooms", new { groupId = "one", challengeId = Challenge })).GetProperty("room").GetString()!;
        Space = (await DoAsync(lea, HttpMethod.Post, $"/api/cohorts/{Cohort}/rooms", new { groupId = "one", challengeId = (string?)null })).GetProperty("room").GetString()!;
        using var image = await lea.Http.PostAsync($"/api/rooms/{Workspace}/images", ImageApiTests.Content(ImageApiTests.Draw(4, 4, SKEncodedImageFormat.Png)));
        var url = (await Person.JsonAsync(image, HttpStatusCode.Created)).GetProperty("url").GetString()!;
        Image = url.Split('/')[^1];
        await ShowImageAsync(url);
        await InRoomAsync(Workspace, new { type = "freezeSnapshot", snapshotId = "f1", title = "Draft" });
        await InRoomAsync(Workspace, new { type = "submitSnapshot", submissionId = "s1", snapshotId = "f1", line = "" });
        await SubmittedAsync();
        var session = Person.NewId();
        await InRoomAsync(Workspace, new { type = "openSession", sessionId = session, title = "Critique", snapshotId = "f1" });
        Session = $"session/{session}";
        await DoAsync(lea, HttpMethod.Post, "/api/rooms", new { id = Own.Split('/')[1], kind = "workspace", title = "On the side" });
        await InRoomAsync(Own, new { type = "freezeSnapshot", snapshotId = "f1", title = "Draft" });
        await LetCommentAsync(Session);
        await LetCommentAsync(Own);
    }

    /// <summary>One by a link for it, the other by name, who came by a link that gives less.</summary>
    private async Task LetCommentAsync(string room)
    {
        foreach (var (who, right) in new[] { (Who.Commenter, "comment"), (Who.Responder, "observe") })
        {
            var link = await InRoomAsync(room, new { type = "createLink", linkId = Person.NewId(), right });
            await DoAsync(Of(who), HttpMethod.Post, $"/api/rooms/{room}/redeem", new { token = link.GetProperty("token").GetString() });
        }

        await InRoomAsync(room, new { type = "setRight", personId = IdOf(Who.Responder), right = "comment" });
    }

    private Task<JsonElement> InRoomAsync(string room, object command) =>
        DoAsync(Of(Who.Learner), HttpMethod.Post, $"/api/rooms/{room}/commands", new { id = Person.NewId(), command });

    /// <summary>Puts the image into the text.</summary>
    private async Task ShowImageAsync(string url)
    {
        var doc = new YDoc(new YDocOptions { ClientId = 6_999 });
        var image = new YXmlElement("image");
        image.SetAttribute("src", url);
        using var line = await RawYjsClient.ConnectByCookieAsync(Server, $"{Workspace}/content", CookiesOf(Who.Learner));
        await line.UpdateAsync(doc.TransactAndEncode(() => doc.GetXmlFragment("content").Add(image)));
        while (!System.Text.Encoding.Latin1.GetString((await line.AnswerAsync([0]))!).Contains(Image, StringComparison.Ordinal))
        {
        }
    }

    /// <summary>Waits until the cohort has heard of the submission.</summary>
    private async Task SubmittedAsync()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!(await Of(Who.Client).Http.GetAsync($"/api/cohorts/{Cohort}/submissions/{Workspace.Split('/')[1]}/s1", deadline.Token)).IsSuccessStatusCode)
        {
        }
    }

    private async Task GroupAsync(string groupId, params Who[] learners)
    {
        await CommandAsync(new { type = "createGroup", groupId, title = $"Group {groupId}" });
        foreach (var who in learners)
        {
            await CommandAsync(new { type = "placeMember", personId = (await JoinAsync(who, "learner")).Id, groupId });
        }
    }

    private async Task<Member> JoinAsync(Who who, string role) => Know(who, await Member.NewAsync(Server, await TokenAsync(role), who.ToString()));

    private Member Know(Who who, Member member)
    {
        _members.Add(member);
        _byRole[who] = member;
        _cookies[who] = member.Cookies;
        return member;
    }

    private static async Task<JsonElement> DoAsync(Member member, HttpMethod method, string path, object body)
    {
        using var reply = await member.Http.SendAsync(new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) });
        var text = await reply.Content.ReadAsStringAsync();
        Assert.True(reply.IsSuccessStatusCode, $"{path}: {text}");
        return JsonDocument.Parse(text).RootElement.Clone();
    }
}
