using System.Net.Http.Json;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using RealLearning.Api.Tests.Clients;
using RealLearning.Contracts.Cohorts;
using RealLearning.Contracts.Rooms;
using static RealLearning.Api.Tests.Permissions.Who;

namespace RealLearning.Api.Tests.Permissions;

/// <summary>Every role with every command, in every kind of room and in the cohort. A new command needs a row here.</summary>
public sealed class CommandMatrixTests(Cast cast) : IClassFixture<Cast>
{
    private enum Need
    {
        Observe = 1,
        Comment,
        Edit,
        Facilitate,
    }

    private static readonly Dictionary<string, Need> RoomCommands = new()
    {
        ["createThread"] = Need.Comment,
        ["replyToThread"] = Need.Comment,
        ["resolveThread"] = Need.Comment,
        ["askQuestion"] = Need.Comment,
        ["answerQuestion"] = Need.Comment,
        ["closeQuestion"] = Need.Comment,
        ["setTitle"] = Need.Edit,
        ["setBrief"] = Need.Edit,
        ["reanchorThread"] = Need.Edit,
        ["freezeSnapshot"] = Need.Edit,
        ["openSession"] = Need.Edit,
        ["addResource"] = Need.Edit,
        ["pullResource"] = Need.Edit,
        ["keepAnswer"] = Need.Edit,
        ["releaseQuestion"] = Need.Edit,
        ["recordDecision"] = Need.Edit,
        ["amendDecision"] = Need.Edit,
        ["withdrawDecision"] = Need.Edit,
        ["scheduleMeeting"] = Need.Edit,
        ["moveMeeting"] = Need.Edit,
        ["cancelMeeting"] = Need.Edit,
        ["submitSnapshot"] = Need.Edit,
        ["withdrawSubmission"] = Need.Edit,
        ["createLink"] = Need.Facilitate,
        ["revokeLink"] = Need.Facilitate,
        ["setRight"] = Need.Facilitate,
    };

    private static readonly Dictionary<string, Who> CohortCommands = new()
    {
        ["joinGroup"] = OtherLearner | Displaced | GroupOne,
        ["answerQuestion"] = OtherLearner | Displaced | GroupOne | Tutor | Client,
        ["reviewSubmission"] = Client,
        ["setTitle"] = Tutor,
        ["createInvitation"] = Tutor,
        ["revokeInvitation"] = Tutor,
        ["setRole"] = Tutor,
        ["createGroup"] = Tutor,
        ["renameGroup"] = Tutor,
        ["dissolveGroup"] = Tutor,
        ["placeMember"] = Tutor,
        ["setLabel"] = Tutor,
        ["arrange"] = Tutor,
        ["setChoice"] = Tutor,
        ["giveChallenge"] = Tutor,
        ["reschedule"] = Tutor,
        ["withdrawChallenge"] = Tutor,
    };

    [Fact]
    public async Task EveryRole_WithEveryCommandOfARoom_NeedsItsRight()
    {
        Assert.Equal(NamesOf(typeof(RoomCommand)), RoomCommands.Keys.Order());
        var rooms = new (string Room, Func<Who, Need?> Right)[]
        {
            (cast.Workspace, static who => GroupOne.HasFlag(who) ? Need.Edit : who == Tutor ? Need.Observe : null),
            (cast.Space, static who => GroupOne.HasFlag(who) ? Need.Edit : who == Tutor ? Need.Observe : null),
            (cast.Session, static who => who == Learner ? Need.Facilitate : who == Peer ? Need.Edit : who == Tutor ? Need.Observe : null),
        };
        var (cases, wrong) = (0, new List<string>());
        foreach (var (room, rightOf) in rooms)
        {
            foreach (var (name, need) in RoomCommands)
            {
                foreach (var who in Cast.Everybody)
                {
                    cases++;
                    var code = await SendAsync(who, $"/api/rooms/{room}/commands", Of(typeof(RoomCommand), name));
                    var expected = who == Nobody ? "not-signed-in" : rightOf(who) is not { } right ? "unknown-document" : right < need ? "no-right" : null;
                    if (expected is null ? code is "not-signed-in" or "unknown-document" or "no-right" : code != expected)
                    {
                        wrong.Add($"{who} {name} in {room}: {code} instead of {expected ?? "let through"}");
                    }
                }
            }
        }

        Assert.Empty(wrong);
        Assert.Equal(RoomCommands.Count * 3 * Cast.Everybody.Count, cases);
    }

    [Fact]
    public async Task EveryRole_WithEveryCommandOfACohort_IsLetThroughAsTheTableSays()
    {
        Assert.Equal(NamesOf(typeof(CohortCommand)), CohortCommands.Keys.Order());
        var wrong = new List<string>();
        foreach (var (name, allowed) in CohortCommands)
        {
            foreach (var who in Cast.Everybody)
            {
                // All of them name what is not there, so that whoever is let through changes nothing and is told so.
                var code = await SendAsync(who, $"/api/cohorts/{cast.Cohort}/commands", Of(typeof(CohortCommand), name));
                if ((code is not ("not-signed-in" or "unknown-document" or "no-right")) != allowed.HasFlag(who))
                {
                    wrong.Add($"{who} {name}: {code}");
                }
            }
        }

        Assert.Empty(wrong);
    }

    private async Task<string?> SendAsync(Who who, string path, JsonElement command)
    {
        using var http = new HttpClient(new HttpClientHandler { CookieContainer = cast.CookiesOf(who) }) { BaseAddress = cast.Server.Address };
        using var reply = await http.PostAsJsonAsync(path, new { id = Person.NewId(), command });
        var body = JsonDocument.Parse(await reply.Content.ReadAsStringAsync()).RootElement;
        return reply.IsSuccessStatusCode ? null : body.GetProperty("code").GetString();
    }

    private static IEnumerable<string> NamesOf(Type commands) =>
        commands.GetCustomAttributes<JsonDerivedTypeAttribute>().Select(known => (string)known.TypeDiscriminator!).Order();

    /// <summary>A command with all of its fields, which names things that do not exist.</summary>
    private static JsonElement Of(Type commands, string name)
    {
        var type = commands.GetCustomAttributes<JsonDerivedTypeAttribute>().Single(known => name.Equals(known.TypeDiscriminator)).DerivedType;
        var fields = type.GetConstructors().Single(constructor => constructor.GetParameters().Length > 0 && constructor.GetParameters()[0].ParameterType != type).GetParameters()
            .ToDictionary(field => JsonNamingPolicy.CamelCase.ConvertName(field.Name!), field => ValueOf(field.ParameterType));
        fields["type"] = name;
        return JsonSerializer.SerializeToElement(fields);
    }

    private static object? ValueOf(Type type) =>
        type == typeof(string) ? ""
        : type == typeof(byte[]) ? Array.Empty<byte>()
        : type == typeof(ArrangedGroup[]) ? Array.Empty<object>()
        : type == typeof(ArrangedLearner[]) ? new[] { new { personId = "", groupId = "" } }
        : type == typeof(string[]) ? Array.Empty<string>()
        : type == typeof(bool) ? false
        : type == typeof(int) || type == typeof(long) ? 0
        : type.IsEnum ? "observe"
        : type == typeof(Brief) ? new { client = "", purpose = "", audience = "", criteria = Array.Empty<string>(), due = (string?)null }
        : throw new InvalidOperationException($"A value of {type} is needed for the matrix.");
}
