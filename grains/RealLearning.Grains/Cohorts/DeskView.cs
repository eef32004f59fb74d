using RealLearning.Contracts.Cohorts;

namespace RealLearning.Grains.Cohorts;

/// <summary>
/// What those whom the work is for may know: a client what was submitted with the group's line and the first names of who was in it then, and the questions that were
/// put to them; a judge what was submitted and by which group. A first name is what stands before the first space of the name in the roster.
/// </summary>
internal sealed class DeskView(CohortState state, Dictionary<string, RoomProgress> progress)
{
    public ClientDesk For(string personId, KeptMember member) => new(
        [.. WorksFor(member).SelectMany(work => work.Lane.Submissions.Select(submission => Shown(work, submission, personId, member.Role))).OrderByDescending(static shown => shown.At)],
        member.Role == CohortRole.Client ? [.. WorksFor(member).SelectMany(work => Asked(work, personId)).OrderByDescending(static asked => asked.AskedAt)] : []);

    /// <summary>One submission that can be read; null where there is none, or it was taken back.</summary>
    public ShownWork? Find(string workspaceId, string submissionId, string personId, KeptMember member) => WorksFor(member)
        .Where(work => work.WorkspaceId == workspaceId)
        .SelectMany(work => work.Lane.Submissions.Where(known => known.SubmissionId == submissionId && known.WithdrawnAt is null).Select(known => Shown(work, known, personId, member.Role)))
        .FirstOrDefault();

    private IEnumerable<Work> WorksFor(KeptMember member) =>
        from challenge in state.Challenges
        where member.Sees(challenge.Key)
        from work in challenge.Value.Work
        where progress.ContainsKey(work.Value)
        select new Work(work.Value, challenge.Value.Title, state.Groups[work.Key].Title, progress[work.Value].Client);

    private ShownWork Shown(Work work, Submission known, string personId, CohortRole role)
    {
        var (isClient, isThere) = (role == CohortRole.Client, known.WithdrawnAt is null);
        return new ShownWork(
            work.WorkspaceId,
            known.SubmissionId,
            work.Challenge,
            work.Group,
            isThere ? known.Title : "",
            isClient && isThere ? known.Line : "",
            isClient ? FirstName(known.By) : "",
            isClient ? [.. known.Members.Select(FirstName).Where(static name => name.Length > 0)] : [],
            known.At,
            known.WithdrawnAt,
            known.Readings.FirstOrDefault(reading => reading.PersonId == personId)?.At,
            isThere && work.Lane.Submissions.Last(static other => other.WithdrawnAt is null) == known,
            isClient && isThere ? known.Verdict : null);
    }

    /// <summary>Those that are open, and those that the client answered.</summary>
    private static IEnumerable<PutQuestion> Asked(Work work, string personId) =>
        from question in work.Lane.Questions
        let own = question.Answers.Where(answer => answer.PersonId == personId).ToArray()
        where !question.IsClosed || own.Length > 0
        select new PutQuestion(work.WorkspaceId, question.QuestionId, work.Challenge, work.Group, question.Text, question.Quote, question.AskedAt, question.IsClosed, question.Answers.Length > 0, own);

    private string FirstName(string personId) => state.Members.GetValueOrDefault(personId)?.Name.Split(' ', 2)[0] ?? "";

    private sealed record Work(string WorkspaceId, string Challenge, string Group, ClientLane Lane);
}
