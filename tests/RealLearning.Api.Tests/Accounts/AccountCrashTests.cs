using System.Net;
using RealLearning.Api.Tests.Clients;
using RealLearning.Api.Tests.Rest;
using RealLearning.Api.Tests.Servers;

namespace RealLearning.Api.Tests.Accounts;

/// <summary>
/// People sign up, change passwords, addresses and passkeys, say how sure they feel, and are invited, while the server is killed with SIGKILL at a random moment: what was acknowledged is there, and
/// what was not is there as a whole or not at all, and keeps no address from anybody for longer than a reservation. CRASH_ROUNDS and CRASH_SEED repeat it longer.
/// </summary>
public sealed partial class AccountCrashTests(ITestOutputHelper output) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("real-learning-").FullName;
    private readonly Dictionary<string, Member> _people = [];
    private string _cohort = "";

    public void Dispose()
    {
        _people.Values.ToList().ForEach(static member => member.Dispose());
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Kill_AtARandomMoment_LosesNothingOfAccountsThatWasAcknowledged_AndLeavesNothingHalfDone()
    {
        var (rounds, seed) = (Number("CRASH_ROUNDS", 3), Number("CRASH_SEED", Random.Shared.Next()));
        output.WriteLine($"CRASH_SEED={seed} CRASH_ROUNDS={rounds}");
        var (random, load) = (new Random(seed), await SetUpAsync());
        for (var round = 0; round < rounds; round++)
        {
            await using var server = await KillableServer.StartAsync(_folder);
            using var ada = await InAsync(server.Address, _people["Ada"].Email);
            using var lea = await InAsync(server.Address, _people["Lea"].Email, load.Password.Value);
            using var ben = await InAsync(server.Address, load.Email.Value);
            using var pia = await InAsync(server.Address, _people["Pia"].Email);
            using var kim = await InAsync(server.Address, _people["Kim"].Email);
            using var anybody = new HttpClient { BaseAddress = server.Address };
            var moment = load.WhenAcknowledgedAsync(random.Next(40, 300));
            var work = Task.WhenAll(
                load.SignUpAsync(anybody), load.ChangePasswordAsync(lea!), load.ChangeEmailAsync(ben!), load.AddPasskeysAsync(pia!, server.Address), load.SayAsync(kim!), load.InviteAsync(ada!));
            await moment;
            await server.KillAsync();
            await work;
            await CheckAsync(load, isLater: round == rounds - 1);
            output.WriteLine($"round {round}: {load.Acknowledged} acknowledged, {load.SignUps.Count} sign-ups, {load.Left.Count} addresses, {load.Passkeys.Count} passkeys, {load.Sure.Value} answers, {load.Invitations.Count} invitations");
        }

        load.Passkeys.ForEach(static passkey => passkey.Key.Dispose());
        Assert.True(load.Acknowledged > 10 * rounds, "Too little was acknowledged to show anything.");
    }

    private async Task<AccountLoad> SetUpAsync()
    {
        await using var server = await Server.StartAsync($"--Data={_folder}");
        var ada = _people["Ada"] = await Member.FirstAsync(server);
        foreach (var name in new[] { "Lea", "Ben", "Pia" })
        {
            _people[name] = await Member.NewAsync(server, await ada.InviteAsync("member"), name);
        }

        using var tom = await Member.NewAsync(server, await ada.InviteAsync("tutor"), "Tom");
        var course = new Course(server, tom);
        await course.BeginAsync(groups: 1, learnersOfEach: 1);
        _people["Kim"] = course.Learners[0];
        _cohort = course.Id;
        using var cohort = await tom.Http.GetAsync($"/api/cohorts/{_cohort}");
        var challenge = (await Person.JsonAsync(cohort, HttpStatusCode.OK)).GetProperty("challenges")[0].GetProperty("id").GetString()!;
        return new AccountLoad(_cohort, challenge, await ada.InviteAsync("member", 1_000)) { Email = new Settled<string>(_people["Ben"].Email) };
    }
}
