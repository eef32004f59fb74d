using System.Text.Json;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.Rooms;
using RealLearning.Grains.Documents;
using RealLearning.Grains.Journal;
using RealLearning.Grains.People;

namespace RealLearning.Grains.Rooms;

/// <summary>Commands: checked, turned into one event, written with its projection, once for their id.</summary>
public abstract partial class RoomGrain
{
    private const int CommandIdMax = 64;

    /// <inheritdoc/>
    public async Task<CommandReply> CommandAsync(CommandRequest request)
    {
        try
        {
            if (!await ReadyAsync() || _state.RightOf(request.Caller.PersonId) == Right.None)
            {
                return Refused(UnknownDocument());
            }

            using (await HoldAsync())
            {
                return await DoAsync(request, _state.RightOf(request.Caller.PersonId));
            }
        }
        catch (JournalException exception)
        {
            return Refused(RefusalOf(exception));
        }
    }

    /// <summary>Turns a checked command into what happened. May prepare documents first, as long as they matter to nobody without the event.</summary>
    private protected virtual Task<Outcome> DecideAsync(RoomCommand command, string commandId, Caller caller) => Task.FromResult<Outcome>(command switch
    {
        SetTitle set => new(new TitleSet(set.Title.Trim())),
        SetBrief set => new(new BriefSet(set.Brief)),
        CreateThread create => new(new ThreadCreated(create.ThreadId, create.Part, create.Start, create.End, create.Quote, create.Before, create.Text)),
        ReplyToThread reply => new(new ThreadReplied(reply.ThreadId, reply.CommentId, reply.Text)),
        ResolveThread resolve => new(new ThreadResolved(resolve.ThreadId, resolve.Resolved)),
        ReanchorThread move => new(new ThreadReanchored(move.ThreadId, move.Start, move.End)),
        AddResource add => new(new ResourceAdded(add.ResourceId, add.Title.Trim(), add.Url, add.Note.Trim(), [.. add.StepIds.Distinct()])),
        PullResource pull => new(new ResourcePulled(pull.ResourceId, pull.StepId)),
        AskQuestion ask => new(new QuestionAsked(ask.QuestionId, ask.StepId, ask.Quote, ask.Text.Trim())),
        AnswerQuestion answer => new(new QuestionAnswered(answer.QuestionId, answer.AnswerId, answer.Text.Trim(), answer.Url)),
        KeepAnswer keep => new(new AnswerKept(keep.QuestionId, keep.AnswerId, keep.ResourceId)),
        CloseQuestion close => new(new QuestionClosed(close.QuestionId)),
        ReleaseQuestion release => new(new QuestionReleased(release.QuestionId, release.To, release.Quote)),
        RecordDecision record => new(new DecisionRecorded(record.DecisionId, record.Text.Trim())),
        AmendDecision amend => new(new DecisionAmended(amend.DecisionId, amend.Text.Trim())),
        WithdrawDecision withdraw => new(new DecisionWithdrawn(withdraw.DecisionId)),
        ScheduleMeeting meeting => new(new MeetingScheduled(
            meeting.MeetingId, meeting.Kind, meeting.Title.Trim(), meeting.Start, meeting.Minutes, meeting.Place.Trim(), meeting.Url)),
        MoveMeeting move => new(new MeetingMoved(move.MeetingId, move.Start, move.Minutes, move.Place.Trim(), move.Url)),
        CancelMeeting cancel => new(new MeetingCancelled(cancel.MeetingId)),
        CreateLink create => NewLink(create),
        RevokeLink revoke => new(new LinkRevoked(revoke.LinkId)),
        SetRight set => new(new RightSet(set.PersonId, set.Right)),
        _ => throw new InvalidOperationException($"No rule for {command.GetType().Name}."),
    });

    private protected async Task<long> CommitAsync(RoomEvent happened, string by, string? commandId)
    {
        var room = await RoomAsync();
        var at = Time.GetUtcNow().ToUnixTimeMilliseconds();
        return await room.CommitAsync(new GrainWrite(
            by,
            at,
            commandId,
            JsonSerializer.SerializeToUtf8Bytes(happened, JsonSerializerOptions.Web),
            doc => doc.TransactAndEncode(() => new RoomProjection(doc, by, at).Project(happened, Kind, _state)),
            () => _state.Apply(happened, by, at)));
    }

    private protected static CommandReply Refused(Refusal refusal) => new(0, null, refusal);

    /// <summary>Command ids are a person's own: nobody can take another's.</summary>
    private protected static string CommandKey(Caller caller, string commandId) => $"{caller.PersonId}/{commandId}";

    /// <param name="decide">What a checked command comes to, where that follows from more than the command.</param>
    private protected async Task<CommandReply> DoAsync(CommandRequest request, Right right, Func<Outcome>? decide = null)
    {
        var (caller, command) = (request.Caller, request.Command);
        if (request.CommandId is not { Length: > 0 and <= CommandIdMax })
        {
            return Refused(new Refusal(RefusalCodes.InvalidCommand, $"A command's id has 1 to {CommandIdMax} characters."));
        }

        if (right < CommandRules.RightFor(command))
        {
            return Refused(new Refusal(RefusalCodes.NoRight, "Your right in this room does not allow that. Nothing was changed."));
        }

        var key = CommandKey(caller, request.CommandId);
        if (await Journal.FindCommandAsync(Key.Document(DocumentParts.Room), key, CancellationToken.None) is { } sequence)
        {
            return new CommandReply(sequence);
        }

        if (CommandRules.Fault(command, Kind, _state, caller.PersonId, Options) is { } fault)
        {
            return Refused(new Refusal(RefusalCodes.InvalidCommand, fault));
        }

        // What is bounded by a number of its own, and what takes something away, is still done in a full room.
        if (command is CreateThread or ReplyToThread or AddResource or AskQuestion or AnswerQuestion or KeepAnswer or RecordDecision or AmendDecision or ScheduleMeeting or MoveMeeting && (await RoomAsync()).IsFull)
        {
            return Refused(new Refusal(RefusalCodes.DocumentFull, "This room has reached its limit. What you wrote was not taken."));
        }

        var outcome = decide?.Invoke() ?? await DecideAsync(command, request.CommandId, caller);
        if (outcome.Refusal is { } refusal)
        {
            return Refused(refusal);
        }

        await AuditAsync(outcome.Happened!, caller, $"{Key}/{key}");
        var done = new CommandReply(await CommitAsync(outcome.Happened!, caller.PersonId, key), outcome.Token);
        if (outcome.Happened is RightSet set)
        {
            await RightChangedAsync(set.PersonId, set.Right, "Your right in this room was changed.");
        }

        return done;
    }

    private static Outcome NewLink(CreateLink create)
    {
        var token = SecretToken.New();
        return new Outcome(new LinkCreated(create.LinkId, create.Right, SecretToken.Hash(token)), token);
    }

    /// <summary>What a command came to: an event, with a secret for its caller alone, or a refusal.</summary>
    private protected sealed record Outcome(RoomEvent? Happened, string? Token = null, Refusal? Refusal = null);
}
