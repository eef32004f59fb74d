using System.Diagnostics.CodeAnalysis;
using System.Security.Claims;
using System.Text.Json;
using RealLearning.Api.Access;
using RealLearning.Api.Live;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.Rooms;

namespace RealLearning.Api.Rooms;

/// <summary>Commands: what is governed by rules. On disk when the answer arrives.</summary>
internal static class RoomCommands
{
    /// <summary>Every field must be there and of its type; the type may come last.</summary>
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        AllowOutOfOrderMetadataProperties = true,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    public static async Task<IResult> DoAsync(
        string kind, string id, CommandDto request, ClaimsPrincipal user, IGrainFactory grains, RoomCalls calls)
    {
        if (!RoomPath.TryRead(kind, id, out var key))
        {
            return Refusals.Problem(Refusals.UnknownDocument);
        }

        if (!TryRead(request.Command, out var command) || request.Id is not { } commandId)
        {
            return Refusals.Problem(new Refusal(RefusalCodes.MalformedMessage, "A command has an id, and an object \"command\" with its type and all of its fields."));
        }

        var asked = new CommandRequest(commandId, Callers.Of(user)!, command);
        var reply = await calls.DoAsync((Room: grains.Room(key), asked), static call => call.Room.CommandAsync(call.asked));
        return reply.Refusal is { } refusal
            ? Refusals.Problem(refusal)
            : Results.Ok(new CommandDoneDto(reply.Sequence, reply.Token));
    }

    private static bool TryRead(JsonElement json, [NotNullWhen(true)] out RoomCommand? command)
    {
        command = null;
        try
        {
            command = json.ValueKind == JsonValueKind.Object ? json.Deserialize<RoomCommand>(Strict) : null;
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException)
        {
            // NotSupportedException is how the serializer says that the type is missing.
        }

        return command is not null;
    }
}
