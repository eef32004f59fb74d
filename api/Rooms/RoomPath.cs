using RealLearning.Contracts.Documents;

namespace RealLearning.Api.Rooms;

/// <summary>A room in a path.</summary>
internal static class RoomPath
{
    public static bool TryRead(string kind, string id, out RoomKey key) =>
        RoomKey.TryParse($"{kind}/{id}", out key) && key.IsRoom;
}
