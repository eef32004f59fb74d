using System.Security.Claims;
using RealLearning.Api.Access;
using RealLearning.Api.Live;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.Rooms;

namespace RealLearning.Api.Rooms;

/// <summary>Commands: what is governed by rules. On disk when the answer arrives.</summary>
internal static class RoomCommands
{
    public static async Task<IResult> DoAsync(
        string kind, string id, StrictBody<CommandDto> request, ClaimsPrincipal user, IGrainFactory grains, RoomCalls calls)
    {
        if (!RoomPath.TryRead(kind, id, out var key))
        {
            return Refusals.Problem(Refusals.UnknownDocument);
        }

        if (request.Value is not { } asking)
        {
            return Refusals.Problem(new Refusal(RefusalCodes.MalformedMessage, "A command has an id, and an object \"command\" with its type and all of its fields."));
        }

        var asked = new CommandRequest(asking.Id, Callers.Of(user)!, asking.Command);
        var reply = await calls.DoAsync((Room: grains.Room(key), asked), static call => call.Room.CommandAsync(call.asked));
        return reply.Refusal is { } refusal
            ? Refusals.Problem(refusal)
            : Results.Ok(new CommandDoneDto(reply.Sequence, reply.Token));
    }
}
