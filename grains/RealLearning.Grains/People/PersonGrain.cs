using RealLearning.Contracts.Cohorts;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.People;
using RealLearning.Grains.Documents;

namespace RealLearning.Grains.People;

/// <summary>A person's own list of rooms. It follows from visits, so a lost write costs a place in the list and nothing else.</summary>
public sealed class PersonGrain(LiveOptions options, TimeProvider time) : StoredGrain<PersonState>, IPersonGrain
{
    private const int RoomsMax = 50;

    /// <inheritdoc/>
    public Task<IReadOnlyList<VisitedRoom>> RoomsAsync() => Task.FromResult<IReadOnlyList<VisitedRoom>>(State.Rooms);

    /// <inheritdoc/>
    public Task VisitAsync(RoomKey room, string title, bool isMade) => StoreAsync(state =>
    {
        // A room that is on the list was counted when it was made.
        state.Made += isMade && State.Rooms.All(visited => visited.Room != room) ? 1 : 0;
        state.Rooms = [new VisitedRoom(room, title, time.GetUtcNow()), .. Without(room).Take(RoomsMax - 1)];
    });

    /// <inheritdoc/>
    public Task<bool> MayMakeAsync(RoomKey room) => Task.FromResult(State.Made < options.RoomsMadeMax || State.Rooms.Any(visited => visited.Room == room));

    /// <inheritdoc/>
    public Task ForgetAsync(RoomKey room) => StoreAsync(state => state.Rooms = [.. Without(room)]);

    /// <inheritdoc/>
    public Task JoinedAsync(string cohortId) => State.Cohorts.Contains(cohortId)
        ? Task.CompletedTask
        : StoreAsync(state => state.Cohorts = [.. state.Cohorts.TakeLast(IPersonGrain.CohortsMax - 1), cohortId]);

    /// <inheritdoc/>
    public async Task<PersonToday> TodayAsync(Caller caller)
    {
        var found = await Task.WhenAll(State.Cohorts.Select(cohortId => GrainFactory.GetGrain<ICohortGrain>(cohortId).TodayAsync(caller)));
        var cohorts = found.OfType<CohortToday>().ToArray();
        var learns = cohorts.Where(static cohort => cohort.Role == CohortRole.Learner).ToArray();
        return new PersonToday(cohorts, learns.Length == 0 ? [] : await GrainFactory.GetGrain<IConfidenceGrain>(this.GetPrimaryKeyString()).DueAsync(learns));
    }

    private IEnumerable<VisitedRoom> Without(RoomKey room) => State.Rooms.Where(visited => visited.Room != room);
}

/// <summary>What is kept of a person.</summary>
[GenerateSerializer, Alias("person-state")]
public sealed class PersonState
{
    /// <summary>Rooms, last visited first.</summary>
    [Id(0)]
    public List<VisitedRoom> Rooms { get; set; } = [];

    /// <summary>Ids of cohorts, last joined last. Which of them the person is still in the cohorts know.</summary>
    [Id(1)]
    public List<string> Cohorts { get; set; } = [];

    /// <summary>How many rooms the person made.</summary>
    [Id(2)]
    public int Made { get; set; }
}
