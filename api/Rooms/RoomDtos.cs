using RealLearning.Contracts.Documents;
using RealLearning.Contracts.Rooms;

namespace RealLearning.Api.Rooms;

/// <summary>A room that the caller opened before.</summary>
internal sealed record VisitedRoomDto(string Room, string Title, DateTimeOffset VisitedAt);

/// <summary>The body of <c>POST /api/rooms</c>. The id is the room's, and that of the command that makes it.</summary>
internal sealed record CreateRoomDto(string? Id, string? Kind, string? Title, string? Deliverable = null);

/// <summary>The body of <c>POST …/redeem</c>.</summary>
internal sealed record RedeemDto(string? Token);

/// <summary>The body of <c>POST …/commands</c>.</summary>
internal sealed record CommandDto(string Id, RoomCommand Command);

/// <summary>What became of a command.</summary>
internal sealed record CommandDoneDto(long Sequence, string? Token);

/// <summary>How much of a room's work is the caller's: UTF-16 units of its text, and things said about it.</summary>
internal sealed record VoiceDto(int People, long Written, long WrittenByAll, int Said, int SaidByAll);

/// <summary>A person of a room.</summary>
internal sealed record PersonCardDto(string Id, string Name, int Colour, Right Right);

/// <summary>A share link without its secret.</summary>
internal sealed record LinkDto(string LinkId, Right Right, DateTimeOffset CreatedAt);

/// <summary>A room as the caller may know it.</summary>
internal sealed record RoomDto(string Room, string Kind, string Id, string Title, Right Right, IReadOnlyList<LinkDto> Links, string? Parent)
{
    public static RoomDto Of(RoomView view) => new(
        view.Key.ToString(),
        RoomKey.NameOf(view.Key.Kind),
        view.Key.Id,
        view.Title,
        view.Right,
        [.. view.Links.Select(link => new LinkDto(link.LinkId, link.Right, link.CreatedAt))],
        view.Parent?.ToString());
}
