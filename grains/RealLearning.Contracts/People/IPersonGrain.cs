using RealLearning.Contracts.Cohorts;
using RealLearning.Contracts.Documents;

namespace RealLearning.Contracts.People;

/// <summary>A person and the rooms that they came to. The key is the person's id.</summary>
public interface IPersonGrain : IGrainWithStringKey
{
    /// <summary>The person's rooms, last visited first, at most 50.</summary>
    Task<IReadOnlyList<VisitedRoom>> RoomsAsync();

    /// <summary>Notes that the person opened a room.</summary>
    /// <param name="isMade">Has made it just now.</param>
    Task VisitAsync(RoomKey room, string title, bool isMade = false);

    /// <summary>False where the person has made as many rooms as one may, and this is none of the last of them.</summary>
    Task<bool> MayMakeAsync(RoomKey room);

    /// <summary>Takes a room off the person's list, for example since it can no longer be opened.</summary>
    Task ForgetAsync(RoomKey room);

    /// <summary>The person is in a cohort; at most <see cref="CohortsMax"/>, the last joined are kept.</summary>
    Task JoinedAsync(string cohortId);

    /// <summary>What waits for the person, in each cohort that they are still in.</summary>
    Task<PersonToday> TodayAsync(Caller caller);

    /// <summary>Most cohorts of one person.</summary>
    public const int CohortsMax = 100;
}

/// <summary>A room that a person opened.</summary>
[GenerateSerializer, Immutable, Alias("visited-room")]
public sealed record VisitedRoom(
    [property: Id(0)] RoomKey Room,
    [property: Id(1)] string Title,
    [property: Id(2)] DateTimeOffset VisitedAt);
