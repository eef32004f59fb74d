using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using RealLearning.EndToEnd.Tests.Support;
using Xunit;

namespace RealLearning.EndToEnd.Tests;

/// <summary>
/// A tutor makes groups, moves learners, writes a challenge and has rooms opened while the server is killed with SIGKILL at a random moment, and started again on the same folder. What was
/// acknowledged is there, and each learner may do in each room what the cohort says. CRASH_ROUNDS and CRASH_SEED repeat it longer.
/// </summary>
public sealed class CohortCrashTests(ITestOutputHelper output)
{
    private readonly ConcurrentDictionary<string, string> _groups = new();
    private readonly Dictionary<string, string?> _places = [];
    private readonly Dictionary<string, string> _rooms = [];
    private long _revision = 2;
    private int _acknowledged;
    private (int At, TaskCompletionSource Reached) _next = (int.MaxValue, new TaskCompletionSource());

    [Fact]
    public async Task Kill_AtARandomMoment_LosesNothingOfACohortThatWasAcknowledged()
    {
        var rounds = Settings.Number("CRASH_ROUNDS", 4);
        var seed = Settings.Number("CRASH_SEED", Random.Shared.Next());
        output.WriteLine($"CRASH_SEED={seed} CRASH_ROUNDS={rounds}");
        var random = new Random(seed);
        await using var server = await ServerProcess.StartAsync();
        using var admin = await Person.AdministratorAsync(server);
        using var tom = await admin.InviteTutorAsync("Tom Tutor");
        var challenge = await tom.CreateChallengeAsync(Samples.Campaign("Evenings"));
        var cohort = await tom.CreateCohortAsync("Spring 2027");
        await tom.CohortCommandAsync(cohort, new { type = "giveChallenge", challengeId = challenge, start = "2030-11-01", due = (string?)null });
        var learners = new List<Person>();
        for (var i = 0; i < 3; i++)
        {
            learners.Add(await tom.InviteToCohortAsync(cohort, "learner", $"Learner {i}"));
        }

        await GroupAsync(tom, cohort, "first");
        for (var round = 0; round < rounds; round++)
        {
            using var ended = new CancellationTokenSource();
            var moment = WhenAcknowledgedAsync(random.Next(10, 120));
            var work = Task.WhenAll(
                UntilAsync(() => GroupAsync(tom, cohort, Person.NewId()), ended.Token),
                UntilAsync(() => MoveAsync(tom, cohort, challenge, learners, random), ended.Token),
                UntilAsync(() => SaveAsync(tom, challenge), ended.Token));
            await moment;
            await server.KillAsync();
            await ended.CancelAsync();
            await work;
            await server.StartAsync();
            await CheckAsync(tom, cohort, challenge, learners);
            output.WriteLine($"round {round}: {_acknowledged} acknowledged, {_groups.Count} groups, {_rooms.Count} rooms, revision {_revision}");
        }

        learners.ForEach(static learner => learner.Dispose());
        Assert.True(_acknowledged > 10 * rounds, "Too little was acknowledged to show anything.");
    }

    private async Task GroupAsync(Person tom, string cohort, string groupId)
    {
        await tom.CohortCommandAsync(cohort, new { type = "createGroup", groupId, title = groupId });
        _groups[groupId] = groupId;
        Acknowledged();
    }

    /// <summary>Whoever is being moved while the server dies is afterwards here or there; then they are moved again, and it is known.</summary>
    private async Task MoveAsync(Person tom, string cohort, string challenge, List<Person> learners, Random random)
    {
        var learner = learners[random.Next(learners.Count)];
        var groupId = random.Next(4) == 0 ? null : _groups.Keys.ElementAt(random.Next(_groups.Count));
        _places.Remove(learner.Id);
        await tom.CohortCommandAsync(cohort, new { type = "placeMember", personId = learner.Id, groupId });
        _places[learner.Id] = groupId;
        if (groupId is not null)
        {
            _rooms[groupId] = await learner.BeginAsync(cohort, groupId, challenge);
        }

        Acknowledged();
    }

    private async Task SaveAsync(Person tom, string challenge)
    {
        var saved = await tom.SaveChallengeAsync(challenge, _revision, Samples.Campaign($"Evenings {_revision}"));
        _revision = (long)saved["revision"]!;
        Acknowledged();
    }

    private async Task CheckAsync(Person tom, string cohort, string challenge, List<Person> learners)
    {
        var view = await tom.GetAsync($"/api/cohorts/{cohort}");
        var groups = view["groups"]!.AsArray().Select(group => (string)group!["id"]!).ToHashSet();
        Assert.Superset(_groups.Keys.ToHashSet(), groups);
        var people = view["people"]!.AsArray().ToDictionary(person => (string)person!["id"]!, person => (string?)person!["groupId"]);
        foreach (var (id, groupId) in _places)
        {
            Assert.Equal((id, groupId), (id, people[id]));
        }

        foreach (var (groupId, room) in _rooms)
        {
            foreach (var learner in learners)
            {
                Assert.Equal((learner.Name, groupId, people[learner.Id] == groupId), (learner.Name, groupId, await learner.MayOpenAsync(room)));
            }
        }

        var text = await tom.GetAsync($"/api/challenges/{challenge}");
        var revision = (long)text["revision"]!;
        Assert.True(revision == _revision || revision == _revision + 1, $"revision {revision} where {_revision} was acknowledged");
        Assert.Equal(revision == 2 ? "Evenings" : $"Evenings {revision - 1}", (string)text["text"]!["title"]!);
        _revision = revision;
    }

    /// <summary>When so many more were acknowledged.</summary>
    private Task WhenAcknowledgedAsync(int more)
    {
        _next = (Volatile.Read(ref _acknowledged) + more, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        return _next.Reached.Task.WaitAsync(TimeSpan.FromSeconds(60));
    }

    private void Acknowledged()
    {
        if (Interlocked.Increment(ref _acknowledged) >= _next.At)
        {
            _next.Reached.TrySetResult();
        }
    }

    /// <summary>Again and again until the server is gone.</summary>
    private static async Task UntilAsync(Func<Task> act, CancellationToken ended)
    {
        while (!ended.IsCancellationRequested)
        {
            try
            {
                await act();
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException or RestException { Status: >= 500 })
            {
                // Killed in the middle: not acknowledged.
                return;
            }
        }
    }
}
