using System.Text.Json;
using RealLearning.Api.Tests.Clients;
using RealLearning.Api.Tests.Rest;
using RealLearning.Contracts.Documents;
using SkiaSharp;
using static RealLearning.Api.Tests.Permissions.Who;

namespace RealLearning.Api.Tests.Permissions;

/// <summary>Who may do what over REST.</summary>
public sealed partial class RestMatrixTests
{
    /// <param name="Need">In a room: what one may do at least; each row is tried in every room, or at every document of each.</param>
    private sealed record Row(Who Allowed, Func<Cast, Task<object?>>? Body = null, Func<Cast, string>? Id = null, bool ChangesSignIn = false, Right Need = Right.None)
    {
        /// <summary>In rooms.</summary>
        public Row(Right need, Func<Cast, Task<object?>>? body = null)
            : this(None, body, Need: need)
        {
        }
    }

    private static readonly object NoText = new { title = "x", brief = new { client = "", purpose = "", audience = "", criteria = Array.Empty<string>(), due = (string?)null }, outside = "", deliverable = "free", milestones = Array.Empty<object>(), steps = Array.Empty<object>(), resources = Array.Empty<object>() };

    private static readonly Dictionary<string, Row> Table = new()
    {
        ["POST /api/sign-out"] = new(Everybody, With(new { }), ChangesSignIn: true),
        ["POST /api/sign-in"] = new(Everybody, static cast => Task.FromResult<object?>(new { email = cast.Spare.Email, password = Member.Password }), ChangesSignIn: true),
        ["POST /api/accounts"] = new(Everybody, static async cast => new { invitation = await cast.Administrator.InviteAsync("member"), name = "New", email = $"{Person.NewId()}@example.org", password = Member.Password }, ChangesSignIn: true),
        ["POST /api/sign-in/passkey"] = new(Everybody, With(new { challenge = "", credential = "" })),
        ["POST /api/sign-in/passkey/challenge"] = new(Everybody),
        ["GET /api/sign-in"] = new(Everybody),

        // The server of the matrix sends no mail.
        ["POST /api/password/forgotten"] = new(None, With(new { email = "nobody@example.org" })),
        ["POST /api/password/look"] = new(Everybody, With(new { token = "guessed" })),
        ["POST /api/password/reset"] = new(Everybody, With(new { token = "guessed", password = "another good password" })),
        ["POST /api/site/people/{id}/password-link"] = new(Administrator, null, static cast => cast.Spare.Id),
        ["POST /api/account/email"] = new(SignedIn, With(new { email = "no address" })),
        ["POST /api/account/email/confirm"] = new(Everybody, With(new { token = "guessed" })),

        // The server of the matrix knows no organisation.
        ["GET /api/sign-in/openid/{id}"] = new(None),
        ["POST /api/account/logins/{id}"] = new(None),
        ["DELETE /api/account/logins/{id}"] = new(None),
        ["GET /api/account"] = new(SignedIn),
        ["POST /api/passkeys/challenge"] = new(SignedIn),
        ["POST /api/passkeys"] = new(SignedIn, With(new { challenge = "", name = "Key", credential = "" })),

        // One's own alone: another's is unknown.
        ["PUT /api/passkeys/{id}"] = new(None, With(new { name = "Key" })),
        ["DELETE /api/passkeys/{id}"] = new(None),
        ["POST /api/password"] = new(SignedIn, With(new { old = "wrong", @new = "another good password" })),
        ["POST /api/invitations/look"] = new(Everybody, static async cast => new { token = await cast.TokenAsync("learner") }),
        ["POST /api/invitations/redeem"] = new(SignedIn, static async cast => new { token = await cast.Administrator.InviteAsync("member") }),
        ["GET /api/me"] = new(SignedIn),
        ["POST /api/token"] = new(GroupOne | Tutor, static cast => Task.FromResult<object?>(new { document = $"{cast.Workspace}/content", right = "observe", minutes = 1 })),
        ["GET /api/site"] = new(Administrator),
        ["POST /api/site/invitations"] = new(Administrator, static _ => Task.FromResult<object?>(new { id = Person.NewId(), role = "member", uses = 1, days = 1 })),
        ["DELETE /api/site/invitations/{id}"] = new(Administrator),
        ["POST /api/site/people/{id}/block"] = new(Administrator, With(new { blocked = false }), static cast => cast.Spare.Id),
        ["GET /api/audit"] = new(Administrator),
        ["GET /api/challenges"] = new(Tutors),
        ["POST /api/challenges"] = new(Tutors, static _ => Task.FromResult<object?>(new { id = Person.NewId(), title = "Another" })),
        ["GET /api/challenges/{id}"] = new(Tutor, null, static cast => cast.Challenge),
        ["GET /api/challenges/{id}/needs"] = new(Tutor, null, static cast => cast.Challenge),
        ["PUT /api/challenges/{id}"] = new(Tutor, With(new { revision = 99, text = NoText }), static cast => cast.Challenge),
        ["POST /api/challenges/{id}/versions"] = new(Tutor, With(new { revision = 1 }), static cast => cast.Challenge),
        ["PUT /api/challenges/{id}/shared"] = new(Tutor, With(new { shared = false }), static cast => cast.Challenge),
        ["POST /api/cohorts"] = new(Tutors, static _ => Task.FromResult<object?>(new { id = Person.NewId(), title = "Another" })),
        ["GET /api/cohorts/{id}"] = new(Who.Cohort, null, static cast => cast.Cohort),
        ["POST /api/cohorts/{id}/commands"] = new(Tutor, With(new { id = "c", command = new { type = "setTitle", title = "Autumn 2026" } }), static cast => cast.Cohort),
        ["POST /api/cohorts/{id}/rooms"] = new(GroupOne | Tutor, static cast => Task.FromResult<object?>(new { groupId = "one", challengeId = cast.Challenge }), static cast => cast.Cohort),
        ["GET /api/cohorts/{id}/submissions/{workspace}/{submission}"] = new(Client | Judge, null, static cast => cast.Cohort),
        ["GET /api/cohorts/{id}/submissions/{workspace}/{submission}/images/{name}"] = new(Client | Judge, null, static cast => cast.Cohort),
        ["GET /api/today"] = new(SignedIn),
        ["GET /api/confidence"] = new(SignedIn),
        ["PUT /api/confidence"] = new(Learners, Confidence(new { moment = "start", level = 3 })),
        ["PUT /api/confidence/share"] = new(Learners, Confidence(new { share = "levels" })),
        ["GET /api/cohorts/{id}/confidence"] = new(Tutor, null, static cast => cast.Cohort),

        // The server of the matrix is one for Development, where anybody may look around.
        ["GET /api/demonstration"] = new(Everybody),
        ["POST /api/demonstration"] = new(Everybody, With(new { id = "demo-learner" }), ChangesSignIn: true),
        ["GET /api/rooms"] = new(SignedIn),
        ["POST /api/rooms"] = new(SignedIn, static _ => Task.FromResult<object?>(new { id = Person.NewId(), kind = "workspace", title = "My own" })),
        ["GET /api/rooms/{kind}/{id}"] = new(Right.Observe),
        ["POST /api/rooms/{kind}/{id}/redeem"] = new(None, With(new { token = "guessed" })),
        ["GET /api/rooms/{kind}/{id}/people"] = new(Right.Observe),
        ["GET /api/rooms/{kind}/{id}/voice"] = new(Right.Edit),
        ["POST /api/rooms/{kind}/{id}/commands"] = new(Right.Edit, static _ => Task.FromResult<object?>(new { id = Person.NewId(), command = new { type = "setTitle", title = "Ours" } })),
        ["POST /api/rooms/{kind}/{id}/images"] = new(Right.Edit, static _ => Task.FromResult<object?>(ImageApiTests.Draw(5, 5, SKEncodedImageFormat.Png))),
        ["GET /api/rooms/{kind}/{id}/images/{name}"] = new(Right.Observe),
        ["GET /api/documents/{kind}/{id}/{part}/timeline"] = new(Right.Observe),
        ["POST /api/documents/{kind}/{id}/{part}/exports"] = new(Right.Observe, With(new { format = "markdown" })),
        ["GET /api/documents/{kind}/{id}/{part}/authors"] = new(Right.Observe),
        ["GET /api/documents/{kind}/{id}/{part}/at/{sequence:long:min(0)}"] = new(Right.Observe),

        // The doors ask at each document: DoorMatrixTests.
        ["ANY /live"] = new(SignedIn),
        ["ANY /live/negotiate"] = new(SignedIn),
        ["ANY /yjs/{**document}"] = new(Everybody),
        ["ANY /healthz"] = new(Everybody),
        ["GET /openapi/v1.json"] = new(Everybody),

        ["POST /api/sign-out/elsewhere"] = new(SignedIn, ChangesSignIn: true),
    };

    /// <summary>About the challenge of the cohort.</summary>
    private static Func<Cast, Task<object?>> Confidence(object what) => cast =>
    {
        var body = JsonSerializer.SerializeToNode(what)!.AsObject();
        body["cohortId"] = cast.Cohort;
        body["challengeId"] = cast.Challenge;
        return Task.FromResult<object?>(body);
    };

    private static Func<Cast, Task<object?>> With(object body) => _ => Task.FromResult<object?>(body);
}
