using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using RealLearning.Api.Tests.Clients;
using RealLearning.Contracts.Cohorts;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.Rooms;
using static RealLearning.Api.Tests.Permissions.Who;

namespace RealLearning.Api.Tests.Permissions;

/// <summary>Every role with every command, in every kind of room and in the cohort. A new command needs a row here.</summary>
public sealed class CommandMatrixTests(Cast cast) : IClassFixture<Cast>, IMatrix
{
    /// <inheritdoc/>
    public static int Cases => (RoomCommands.Count * Place.All.Count * Cast.Everybody.Count) + OfCohort;

    private static int OfCohort => CohortCommands.Count * Cast.Everybody.Count;

    private static readonly Dictionary<string, Right> RoomCommands = new()
    {
        ["createThread"] = Right.Comment,
        ["replyToThread"] = Right.Comment,
        ["resolveThread"] = Right.Comment,
        ["askQuestion"] = Right.Comment,
        ["answerQuestion"] = Right.Comment,
        ["closeQuestion"] = Right.Comment,
        ["setTitle"] = Right.Edit,
        ["setBrief"] = Right.Edit,
        ["reanchorThread"] = Right.Edit,
        ["freezeSnapshot"] = Right.Edit,
        ["openSession"] = Right.Edit,
        ["addResource"] = Right.Edit,
        ["pullResource"] = Right.Edit,
        ["keepAnswer"] = Right.Edit,
        ["releaseQuestion"] = Right.Edit,
        ["recordDecision"] = Right.Edit,
        ["amendDecision"] = Right.Edit,
        ["withdrawDecision"] = Right.Edit,
        ["scheduleMeeting"] = Right.Edit,
        ["moveMeeting"] = Right.Edit,
        ["cancelMeeting"] = Right.Edit,
        ["submitSnapshot"] = Right.Edit,
        ["withdrawSubmission"] = Right.Edit,
        ["createLink"] = Right.Facilitate,
        ["revokeLink"] = Right.Facilitate,
        ["setRight"] = Right.Facilitate,
    };

    private static readonly Dictionary<string, Who> CohortCommands = new()
    {
        ["joinGroup"] = Learners,
        ["answerQuestion"] = Learners | Tutor | Client,
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
        var (cases, wrong) = (0, new List<string>());
        foreach (var place in Place.All)
        {
            foreach (var (name, need) in RoomCommands)
            {
                foreach (var who in Cast.Everybody)
                {
                    cases++;
                    var code = await SendAsync(who, $"/api/rooms/{place.RoomOf(cast)}/commands", Of(typeof(RoomCommand), name));
                    var expected = who == Nobody ? "not-signed-in" : place.RightOf(who) == Right.None ? "unknown-document" : place.RightOf(who) < need ? "no-right" : null;
                    if (code != expected)
                    {
                        wrong.Add($"{who} {name} in {place.Name}: {code ?? "let through"} instead of {expected ?? "let through"}");
                    }
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
        Assert.Equal(Cases - OfCohort, cases);
    }

    [Fact]
    public async Task EveryRole_WithEveryCommandOfACohort_IsLetThroughAsTheTableSays()
    {
        Assert.Equal(NamesOf(typeof(CohortCommand)), CohortCommands.Keys.Order());
        var (cases, wrong) = (0, new List<string>());
        foreach (var (name, allowed) in CohortCommands)
        {
            foreach (var who in Cast.Everybody)
            {
                cases++;

                // All of them name what is not there, so that whoever is let through changes nothing and is told so.
                var code = await SendAsync(who, $"/api/cohorts/{cast.Cohort}/commands", Of(typeof(CohortCommand), name));
                if ((code is null) != allowed.HasFlag(who))
                {
                    wrong.Add($"{who} {name}: {code ?? "let through"}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
        Assert.Equal(OfCohort, cases);
    }

    private Task<string?> SendAsync(Who who, string path, JsonElement command) =>
        new Asking(cast).RefusalAsync(who, HttpMethod.Post, path, new { id = Person.NewId(), command });

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
