using RealLearning.Contracts.Documents;
using RealLearning.Contracts.Rooms;

namespace RealLearning.Api.Live;

/// <summary>The grain behind a key.</summary>
internal static class RoomDirectory
{
    /// <summary>The live side of a room or of a lab document.</summary>
    public static ILiveRoom LiveRoom(this IGrainFactory grains, RoomKey key) =>
        key.Kind == RoomKind.Lab ? grains.GetGrain<ILabGrain>(key.Id) : grains.Room(key);

    /// <summary>A room. The lab has none.</summary>
    public static IRoomGrain Room(this IGrainFactory grains, RoomKey key) => key.Kind switch
    {
        RoomKind.Workspace => grains.GetGrain<IChallengeWorkspaceGrain>(key.Id),
        RoomKind.Group => grains.GetGrain<IPeerGroupGrain>(key.Id),
        RoomKind.Session => grains.GetGrain<ICritiqueSessionGrain>(key.Id),
        _ => throw new ArgumentOutOfRangeException(nameof(key), key, "The lab has no rooms."),
    };
}
