using System.Text.Json;
using Microsoft.Extensions.Logging;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.People;
using RealLearning.Contracts.Rooms;
using RealLearning.Grains.Documents;
using RealLearning.Grains.Journal;

namespace RealLearning.Grains.Rooms;

/// <summary>
/// A room: <c>content</c>, which people write, and <c>room</c>, which only this grain writes, on command. What is written to <c>room</c> is
/// one journal record of the command's id, the event and the update that projects it; one at a time, under one lock.
/// </summary>
public abstract partial class RoomGrain : LiveRoomGrain, IRoomGrain
{
    private readonly RoomLock _writing = new();
    private RoomState _state = new();

    private protected RoomGrain(RoomKind kind, IDocumentJournal journal, LiveOptions options, TimeProvider time, ILogger logger)
        : base(kind, journal, options, time, logger)
    {
    }

    private protected RoomState State => _state;

    /// <inheritdoc/>
    public async Task<RoomReply> GetAsync(Caller caller)
    {
        try
        {
            return await ReadyAsync() && _state.RightOf(caller.PersonId) > Right.None
                ? new RoomReply(View(caller))
                : new RoomReply(null, UnknownDocument());
        }
        catch (JournalException exception)
        {
            return new RoomReply(null, RefusalOf(exception));
        }
    }

    /// <inheritdoc/>
    public async Task<PeopleReply> PeopleAsync(Caller caller)
    {
        var room = await GetAsync(caller);
        return room.Refusal is { } refusal
            ? new PeopleReply([], refusal)
            : new PeopleReply([.. _state.Members.Values.Select(Card)]);
    }

    /// <inheritdoc/>
    public async Task<RightReply> RightAsync(Caller caller, string part)
    {
        try
        {
            var right = PartRight(part, await RightOfAsync(caller, part));
            return new RightReply(right, right == Right.None ? UnknownDocument() : null);
        }
        catch (JournalException exception)
        {
            return new RightReply(Right.None, RefusalOf(exception));
        }
    }

    private protected override async Task<Right> RightOfAsync(Caller caller, string part) =>
        await KnowsAsync(part) && await ReadyAsync() ? _state.RightOf(caller.PersonId) : Right.None;

    private protected override async Task<bool> KnowsAsync(string part) =>
        await LoadAsync() && (part is DocumentParts.Content or DocumentParts.Room || HasPart(part));

    /// <summary>Parts beside <c>content</c> and <c>room</c>.</summary>
    private protected abstract bool HasPart(string part);

    private protected override async ValueTask<IDisposable?> ReadableAsync(LiveDocument document)
    {
        if (document.Name.Part != DocumentParts.Room)
        {
            return null;
        }

        return await HoldAsync();
    }

    /// <summary>The right to read and write <c>room</c>, until it is disposed; what the room knows is then what the disk has.</summary>
    private protected async ValueTask<IDisposable> HoldAsync()
    {
        var held = await _writing.HoldAsync();
        try
        {
            if (Opened(DocumentParts.Room) is { } room)
            {
                await room.ReloadIfStaleAsync();
            }

            return held;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Reads the room's events, once. False where the room was never created; nothing is opened then.</summary>
    private protected async Task<bool> LoadAsync()
    {
        if (!_state.Exists && await IsCreatedAsync())
        {
            await RoomAsync();
        }

        return _state.Exists;
    }

    private protected Task<LiveDocument> RoomAsync() => Opened(DocumentParts.Room) is { } room ? Task.FromResult(room) : OpenRoomAsync();

    private async Task<LiveDocument> OpenRoomAsync()
    {
        var room = await DocumentAsync(DocumentParts.Room, Read);
        if (room.SavePrivate is null)
        {
            room.SavePrivate = () => JsonSerializer.SerializeToUtf8Bytes(_state, JsonSerializerOptions.Web);
            EndStaleObservationsLater();
        }

        return room;
    }

    private void Read(JournalOpening opening)
    {
        var name = Key.Document(DocumentParts.Room);
        var state = PrivateState.Load<RoomState>(name, opening.Snapshot) ?? new RoomState();
        foreach (var record in opening.Records)
        {
            if (!record.Event.IsEmpty)
            {
                state.Apply(ReadEvent(name, record), record.PersonId, record.AtMs);
            }
        }

        _state = state;
    }

    private static RoomEvent ReadEvent(DocumentName name, JournalRecord record)
    {
        try
        {
            return JsonSerializer.Deserialize<RoomEvent>(record.Event.Span, JsonSerializerOptions.Web)!;
        }
        catch (JsonException exception)
        {
            throw new JournalDamagedException(name, $"the event of record {record.Sequence} cannot be read", exception);
        }
    }

    private async Task<bool> IsCreatedAsync()
    {
        await foreach (var _ in Journal.ReadIndexAsync(Key.Document(DocumentParts.Room), 1, 1, CancellationToken.None))
        {
            return true;
        }

        return false;
    }

    private protected RoomView View(Caller caller)
    {
        var right = _state.RightOf(caller.PersonId);
        IReadOnlyList<ShareLink> links = right == Right.Facilitate
            ? [.. _state.Links.Values.Select(link => new ShareLink(link.LinkId, link.Right, DateTimeOffset.FromUnixTimeMilliseconds(link.CreatedAt)))]
            : [];
        RoomKey? parent = _state.From is { } from ? new RoomKey(RoomKind.Workspace, from.WorkspaceId) : null;
        return new RoomView(Key, _state.Title, right, links, parent);
    }

    private protected static PersonCard Card(Member member) =>
        new(member.PersonId, member.Name, PersonColours.IndexOf(member.PersonId), member.Right);
}
