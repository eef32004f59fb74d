using System.Security.Claims;
using RealLearning.Api.Access;
using RealLearning.Api.Live;
using RealLearning.Api.OpenApi;
using RealLearning.Api.OpenApi.Examples;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.People;
using RealLearning.Contracts.Rooms;

namespace RealLearning.Api.Rooms;

/// <summary>Rooms: one's own list, creating, looking, coming in by a link, and who is there.</summary>
internal static class RoomEndpoints
{
    public static void MapRooms(this IEndpointRouteBuilder api)
    {
        var rooms = api.MapGroup("/rooms").WithTags("Rooms").RequireSignedIn();
        rooms.MapGet("", ListAsync)
            .Says("listRooms", "Lists the rooms that the caller opened, last visited first.")
            .Answers(RoomExamples.Visited);
        rooms.MapPost("", CreateAsync)
            .Says("createRoom", "Makes a workspace or a group's space of the caller's own.")
            .Takes(RoomExamples.Create)
            .Answers(RoomExamples.Room, StatusCodes.Status201Created)
            .Refuses(RefusalCodes.InvalidCommand, RefusalCodes.TooMany, RefusalCodes.DocumentDamaged);
        rooms = rooms.MapGroup("/{kind}/{id}").Refuses(RefusalCodes.UnknownDocument, RefusalCodes.DocumentDamaged);
        rooms.MapGet("", GetAsync)
            .Says("getRoom", "Reads a room as the caller may know it.")
            .Answers(RoomExamples.Room);
        rooms.MapPost("/redeem", RedeemAsync)
            .Says("redeemLink", "Lets the caller in by a share link.")
            .Takes(RoomExamples.Redeem)
            .Answers(RoomExamples.Room)
            .Refuses(RefusalCodes.TooMany);
        rooms.MapGet("/people", PeopleAsync)
            .Says("listPeople", "Lists who is in a room.")
            .Answers(RoomExamples.People);
        rooms.MapGet("/voice", VoiceAsync)
            .Says("getVoice", "Tells how much of a room's work is the caller's own, to nobody else.")
            .Answers(RoomExamples.Voice)
            .Refuses(RefusalCodes.NoRight);
        rooms.MapPost("/commands", RoomCommands.DoAsync)
            .Says("commandRoom", "Does one command in a room; what it changed is on disk when the answer arrives.")
            .Takes(RoomExamples.Commands)
            .Answers(RoomExamples.Done)
            .Refuses(RefusalCodes.InvalidCommand, RefusalCodes.DocumentFull);
    }

    private static async Task<IResult> ListAsync(ClaimsPrincipal user, IGrainFactory grains, RoomCalls calls)
    {
        var person = grains.GetGrain<IPersonGrain>(Callers.Of(user)!.PersonId);
        var rooms = await calls.DoAsync(person, static person => person.RoomsAsync());
        return Results.Ok(rooms.Select(room => new VisitedRoomDto(room.Room.ToString(), room.Title, room.VisitedAt)));
    }

    private static async Task<IResult> CreateAsync(CreateRoomDto request, ClaimsPrincipal user, IGrainFactory grains, RoomCalls calls)
    {
        if (request.Kind is not ("workspace" or "group") || !RoomKey.TryParse($"{request.Kind}/{request.Id}", out var key))
        {
            return Refusals.Problem(new Refusal(RefusalCodes.InvalidCommand, "A room is a workspace or a group, and its id has 1 to 64 characters of a-z A-Z 0-9 . _ -"));
        }

        var caller = Callers.Of(user)!;
        if (!await calls.DoAsync((Person: grains.GetGrain<IPersonGrain>(caller.PersonId), key), static call => call.Person.MayMakeAsync(call.key)))
        {
            return Refusals.Problem(new Refusal(RefusalCodes.TooMany, "You have made as many rooms as one person may."));
        }

        var create = new CreateRoom(request.Id!, caller, request.Title ?? "", Deliverable: request.Deliverable);
        var reply = await calls.DoAsync((Room: grains.Room(key), create), static call => call.Room.CreateAsync(call.create));
        if (reply.Room is not { } room)
        {
            return Refusals.Problem(reply.Refusal!);
        }

        await VisitAsync(grains, calls, caller, room, isMade: true);
        return Results.Created($"/api/rooms/{key}", RoomDto.Of(room));
    }

    private static async Task<IResult> GetAsync(string kind, string id, ClaimsPrincipal user, IGrainFactory grains, RoomCalls calls)
    {
        var caller = Callers.Of(user)!;
        if (!RoomPath.TryRead(kind, id, out var key))
        {
            return Refusals.Problem(Refusals.UnknownDocument);
        }

        var reply = await calls.DoAsync((Room: grains.Room(key), caller), static call => call.Room.GetAsync(call.caller));
        return await VisitedAsync(reply, grains, calls, caller);
    }

    private static async Task<IResult> RedeemAsync(
        string kind, string id, RedeemDto request, ClaimsPrincipal user, IGrainFactory grains, RoomCalls calls)
    {
        var caller = Callers.Of(user)!;
        if (!RoomPath.TryRead(kind, id, out var key))
        {
            return Refusals.Problem(Refusals.UnknownDocument);
        }

        var reply = await calls.DoAsync(
            (Room: grains.Room(key), caller, Token: request.Token ?? ""), static call => call.Room.RedeemAsync(call.caller, call.Token));
        return await VisitedAsync(reply, grains, calls, caller);
    }

    private static async Task<IResult> PeopleAsync(string kind, string id, ClaimsPrincipal user, IGrainFactory grains, RoomCalls calls)
    {
        if (!RoomPath.TryRead(kind, id, out var key))
        {
            return Refusals.Problem(Refusals.UnknownDocument);
        }

        var reply = await calls.DoAsync((Room: grains.Room(key), Caller: Callers.Of(user)!), static call => call.Room.PeopleAsync(call.Caller));
        return reply.Refusal is { } refusal
            ? Refusals.Problem(refusal)
            : Results.Ok(reply.People.Select(person => new PersonCardDto(person.PersonId, person.Name, person.Colour, person.Right)));
    }

    private static async Task<IResult> VoiceAsync(string kind, string id, ClaimsPrincipal user, IGrainFactory grains, RoomCalls calls)
    {
        if (!RoomPath.TryRead(kind, id, out var key))
        {
            return Refusals.Problem(Refusals.UnknownDocument);
        }

        var reply = await calls.DoAsync((Room: grains.Room(key), Caller: Callers.Of(user)!), static call => call.Room.VoiceAsync(call.Caller));
        return reply.Voice is { } voice
            ? Results.Ok(new VoiceDto(voice.People, voice.Written, voice.WrittenByAll, voice.Said, voice.SaidByAll))
            : Refusals.Problem(reply.Refusal!);
    }

    private static async Task<IResult> VisitedAsync(RoomReply reply, IGrainFactory grains, RoomCalls calls, Caller caller)
    {
        if (reply.Room is not { } room)
        {
            return Refusals.Problem(reply.Refusal!);
        }

        await VisitAsync(grains, calls, caller, room);
        return Results.Ok(RoomDto.Of(room));
    }

    /// <summary>Puts the room on the person's list, which is a convenience: where it cannot be written the room opens all the same.</summary>
    private static async Task VisitAsync(IGrainFactory grains, RoomCalls calls, Caller caller, RoomView room, bool isMade = false)
    {
        try
        {
            await calls.DoAsync((Person: grains.GetGrain<IPersonGrain>(caller.PersonId), room, isMade), static async call =>
            {
                await call.Person.VisitAsync(call.room.Key, call.room.Title, call.isMade);
                return true;
            });
        }
        catch (RoomUnreachableException)
        {
            // RoomCalls has told the log.
        }
    }
}
