using System.Text.Json;
using Microsoft.Extensions.Logging;
using RealLearning.Contracts.Challenges;
using RealLearning.Contracts.Documents;
using RealLearning.Grains.People;
using RealLearning.Grains.Rooms;

namespace RealLearning.Grains.Challenges;

/// <summary>One challenge. Whoever made it is its author, for good.</summary>
public sealed partial class ChallengeGrain(TimeProvider time, ILogger<ChallengeGrain> logger) : StoredGrain<ChallengeState>, IChallengeGrain
{
    private static readonly Refusal Unknown = new(RefusalCodes.UnknownDocument, "There is no such challenge, or it is not shared with you.");
    private static readonly Refusal Conflict = new(RefusalCodes.EditConflict, "The challenge was changed meanwhile, perhaps in another window of yours. Nothing was overwritten; look at what is there now.");

    private string Id => this.GetPrimaryKeyString();

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken) => State.Author is null ? Task.CompletedTask : ShowAsync();

    /// <inheritdoc/>
    public async Task<ChallengeReply> CreateAsync(Caller author, string title, string? from)
    {
        if (State.Author is { } known)
        {
            return known.PersonId == author.PersonId ? await ShownAsync(author) : Refused("There is a challenge of this id already.");
        }

        if ((TextRules.Id(Id) ?? TextRules.Title(title)) is { } fault)
        {
            return Refused(fault);
        }

        var text = ChallengeText.Empty(title.Trim());
        if (from is not null)
        {
            var original = from == Id ? new ChallengeReply(null, Unknown) : await GrainFactory.GetGrain<IChallengeGrain>(from).GetAsync(author);
            if (original.Challenge is not { } copied)
            {
                return original;
            }

            text = copied.Text with { Title = text.Title };
        }

        await WriteAsync(state => (state.Author, state.Draft, state.Revision) = (author with { Address = null }, text, 1));
        return await ShownAsync(author);
    }

    /// <inheritdoc/>
    public Task<ChallengeReply> GetAsync(Caller caller) => ViewAsync(caller);

    /// <inheritdoc/>
    public async Task<ChallengeReply> SaveAsync(Caller caller, long revision, ChallengeText text)
    {
        if (Fault(caller, revision) is { } refusal)
        {
            return IsWritten(caller, revision, text) ? await ShownAsync(caller) : refusal;
        }

        if (ChallengeRules.Fault(text) is { } fault)
        {
            return Refused(fault);
        }

        await WriteAsync(state => (state.Draft, state.Revision) = (text, revision + 1));
        return await ShownAsync(caller);
    }

    /// <inheritdoc/>
    public async Task<ChallengeReply> PublishAsync(Caller caller, long revision)
    {
        if (Fault(caller, revision) is { } refusal)
        {
            return refusal;
        }

        if (State.PublishedRevision != State.Revision)
        {
            var next = State.Version + 1;
            await Version(next).PutAsync(State.Draft!);
            await WriteAsync(state => (state.Version, state.PublishedRevision) = (next, revision));
        }

        return await ShownAsync(caller);
    }

    /// <inheritdoc/>
    public async Task<ChallengeReply> ShareAsync(Caller caller, bool shared)
    {
        if (State.Author?.PersonId != caller.PersonId)
        {
            return new ChallengeReply(null, Unknown);
        }

        if (State.IsShared != shared)
        {
            await WriteAsync(state => state.IsShared = shared);
        }

        return await ShownAsync(caller);
    }

    private IChallengeVersionGrain Version(int version) => GrainFactory.GetGrain<IChallengeVersionGrain>(IChallengeVersionGrain.KeyOf(Id, version));

    private ChallengeReply? Fault(Caller caller, long revision) =>
        State.Author?.PersonId != caller.PersonId ? new ChallengeReply(null, Unknown)
        : State.Revision != revision ? new ChallengeReply(null, Conflict)
        : null;

    private static ChallengeReply Refused(string fault) => new(null, new Refusal(RefusalCodes.InvalidCommand, fault));

    /// <summary>Its author sees the draft, another tutor the last version.</summary>
    private async Task<ChallengeReply> ViewAsync(Caller caller)
    {
        var isMine = State.Author?.PersonId == caller.PersonId;
        var text = isMine ? State.Draft : State is { IsShared: true, Version: > 0 } ? await Version(State.Version).GetAsync() : null;
        return text is null
            ? new ChallengeReply(null, Unknown)
            : new ChallengeReply(new ChallengeView(Id, State.Revision, State.Version, isMine && State.PublishedRevision != State.Revision, State.IsShared, isMine, State.UpdatedAt, text));
    }

    /// <summary>The same text was written on this revision and is the last: a save that is repeated, since its answer got lost.</summary>
    private bool IsWritten(Caller caller, long revision, ChallengeText text) =>
        State.Author?.PersonId == caller.PersonId && State.Revision == revision + 1
        && JsonSerializer.SerializeToUtf8Bytes(text).AsSpan().SequenceEqual(JsonSerializer.SerializeToUtf8Bytes(State.Draft));

    private Task WriteAsync(Action<ChallengeState> change) => StoreAsync(state =>
    {
        change(state);
        state.UpdatedAt = time.GetUtcNow();
    });

    /// <summary>What its author is answered. The shelves hear of it first, also of what a call before this one wrote and could not show.</summary>
    private async Task<ChallengeReply> ShownAsync(Caller author)
    {
        await ShowAsync();
        return await ViewAsync(author);
    }

    /// <summary>The shelves follow what is stored; where a crash comes between, the next activation puts that right.</summary>
    private async Task ShowAsync()
    {
        var (author, draft) = (State.Author!, State.Draft!);
        var card = new ChallengeCard(Id, draft.Title, draft.Deliverable, draft.Outside.Length == 0, State.Version, State.UpdatedAt, author);
        await GrainFactory.GetGrain<IChallengeShelfGrain>(author.PersonId).PutAsync(card);
        var shared = GrainFactory.GetGrain<IChallengeShelfGrain>(IChallengeShelfGrain.SharedKey);
        await (State is { IsShared: true, Version: > 0 } ? shared.PutAsync(card) : shared.RemoveAsync(Id));
    }
}

/// <summary>What is kept of a challenge.</summary>
[GenerateSerializer, Alias("challenge-state")]
public sealed class ChallengeState
{
    /// <summary>Null where there is none.</summary>
    [Id(0)]
    public Caller? Author { get; set; }

    /// <summary>As it is being written.</summary>
    [Id(1)]
    public ChallengeText? Draft { get; set; }

    /// <summary>Rises with each change of the draft.</summary>
    [Id(2)]
    public long Revision { get; set; }

    /// <summary>The last version; 0 where there is none.</summary>
    [Id(3)]
    public int Version { get; set; }

    /// <summary>The revision that the last version was made of.</summary>
    [Id(4)]
    public long PublishedRevision { get; set; }

    /// <summary>Other tutors may look at the last version.</summary>
    [Id(5)]
    public bool IsShared { get; set; }

    /// <summary>The last change.</summary>
    [Id(6)]
    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>Cohorts that work on it, or did.</summary>
    [Id(7)]
    public HashSet<string> Cohorts { get; set; } = [];
}
