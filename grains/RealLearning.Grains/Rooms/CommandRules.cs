using RealLearning.Contracts.Documents;
using RealLearning.Contracts.Rooms;
using RealLearning.Grains.Documents;
using RealLearning.Ycs;

namespace RealLearning.Grains.Rooms;

/// <summary>Which right a command needs, and whether it is valid for the room as it stands. Changes nothing.</summary>
internal static class CommandRules
{
    private const int TextMax = 10_000;
    private const int QuoteMax = 2_000;
    private const int BeforeMax = 64;
    private const int AnchorBytesMax = 1_024;

    public static Right RightFor(RoomCommand command) => command switch
    {
        CreateThread or ReplyToThread or ResolveThread or AskQuestion or AnswerQuestion or CloseQuestion => Right.Comment,
        SetTitle or SetBrief or ReanchorThread or FreezeSnapshot or OpenSession or AddResource or PullResource or KeepAnswer or ReleaseQuestion
            or RecordDecision or AmendDecision or WithdrawDecision or ScheduleMeeting or MoveMeeting or CancelMeeting or SubmitSnapshot or WithdrawSubmission => Right.Edit,
        _ => Right.Facilitate,
    };

    /// <summary>Null where a room may be created so, else what is wrong.</summary>
    public static string? Fault(CreateRoom create, RoomKind kind) =>
        TextRules.Title(create.Title) ?? create.Deliverable switch
        {
            null => null,
            _ when kind != RoomKind.Workspace => "Only a workspace has a deliverable.",
            { } deliverable => Deliverables.All.Contains(deliverable) ? null : $"A deliverable is one of {string.Join(", ", Deliverables.All)}.",
        };

    /// <summary>Null where the command is valid, else what is wrong with it.</summary>
    public static string? Fault(RoomCommand command, RoomKind kind, RoomState state, string by, LiveOptions options) => command switch
    {
        SetTitle when kind == RoomKind.Group && state.Cohort is not null => "A group is named in its cohort.",
        SetTitle set => TextRules.Title(set.Title),
        SetBrief when kind != RoomKind.Workspace => "Only a workspace has a brief.",
        SetBrief when state.HasChallenge => "The brief is the challenge's, which is the same for all groups.",
        SetBrief set => TextRules.Brief(set.Brief),
        CreateThread create => ThreadFault(create, kind, state, options),
        ReplyToThread reply when !state.Threads.ContainsKey(reply.ThreadId ?? "") => "There is no such thread.",
        ReplyToThread reply when state.Threads[reply.ThreadId].Comments >= options.CommentsMax => $"A thread has at most {options.CommentsMax} comments.",
        ReplyToThread reply => TextRules.Id(reply.CommentId) ?? TextRules.Text(reply.Text, TextMax, "comment"),
        ResolveThread resolve => state.Threads.ContainsKey(resolve.ThreadId ?? "") ? null : "There is no such thread.",
        ReanchorThread move when !state.Threads.ContainsKey(move.ThreadId ?? "") => "There is no such thread.",
        ReanchorThread move => Anchor(move.Start, move.End),
        FreezeSnapshot or OpenSession when kind != RoomKind.Workspace => "Only a workspace has snapshots and sessions.",
        FreezeSnapshot freeze => Fresh(freeze.SnapshotId, state.Snapshots, options.SnapshotsMax, "snapshot") ?? TextRules.Title(freeze.Title),
        OpenSession open when !state.Snapshots.Contains(open.SnapshotId ?? "") => "There is no such snapshot.",
        OpenSession open => Fresh(open.SessionId, state.Sessions, options.SnapshotsMax, "session") ?? TextRules.Title(open.Title),
        AddResource or PullResource or AskQuestion or AnswerQuestion or KeepAnswer or CloseQuestion or ReleaseQuestion when kind != RoomKind.Workspace =>
            "Only a workspace has resources and questions.",
        RecordDecision or AmendDecision or WithdrawDecision or ScheduleMeeting or MoveMeeting or CancelMeeting =>
            kind == RoomKind.Group ? GroupRules.Fault(command, state, options) : "Only a group has decisions and a schedule.",
        SubmitSnapshot or WithdrawSubmission when kind != RoomKind.Workspace => "Only a workspace has something to show to a client.",
        SubmitSnapshot submit => SubmissionRules.Fault(submit, state, options),
        WithdrawSubmission withdraw => SubmissionRules.Fault(withdraw, state),
        CreateLink create when create.Right is < Right.Observe or > Right.Edit => "A link gives the right to observe, comment or edit.",
        CreateLink create => Fresh(create.LinkId, state.Links.Keys, options.LinksMax, "link"),
        RevokeLink revoke => state.Links.ContainsKey(revoke.LinkId ?? "") ? null : "There is no such link.",
        SetRight set when !state.Members.ContainsKey(set.PersonId ?? "") => "There is no such member.",
        SetRight set when set.PersonId == by => "Nobody changes their own right.",
        SetRight { Right: Right.None } set when state.Members[set.PersonId].OfRoster => "Who is in the group or tutors it is for the cohort to say.",
        SetRight set => Enum.IsDefined(set.Right) ? null : "There is no such right.",
        _ => LearningRules.Fault(command, state, options),
    };

    private static string? ThreadFault(CreateThread create, RoomKind kind, RoomState state, LiveOptions options)
    {
        var anchored = kind == RoomKind.Session ? [DocumentParts.Work, DocumentParts.Content] : new[] { DocumentParts.Content };
        return Fresh(create.ThreadId, state.Threads.Keys, options.ThreadsMax, "thread")
            ?? (anchored.Contains(create.Part) ? null : "No such part can be commented on here.")
            ?? Anchor(create.Start, create.End)
            ?? (create.Quote is { Length: <= QuoteMax } ? null : $"A quote has at most {QuoteMax} characters.")
            ?? (create.Before is { Length: <= BeforeMax } ? null : $"At most {BeforeMax} characters before the quote are kept.")
            ?? TextRules.Text(create.Text, TextMax, "comment");
    }

    private static string? Anchor(byte[]? start, byte[]? end)
    {
        try
        {
            if (start is not { Length: <= AnchorBytesMax } || end is not { Length: <= AnchorBytesMax })
            {
                return $"An anchor has two relative positions of at most {AnchorBytesMax} bytes.";
            }

            RelativePosition.Parse(start);
            RelativePosition.Parse(end);
            return null;
        }
        catch (MalformedUpdateException)
        {
            return "The anchor is not made of two relative positions of Yjs.";
        }
    }

    /// <summary>Null where something of this id may be added to what there is.</summary>
    public static string? Fresh(string? id, ICollection<string> taken, int max, string what) =>
        TextRules.Id(id) ?? (taken.Contains(id!) ? $"There is {TextRules.With(what)} of this id already." : taken.Count >= max ? $"There are {max} already." : null);
}
