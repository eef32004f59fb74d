using Microsoft.Extensions.Logging;
using RealLearning.Contracts.Cohorts;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.People;
using RealLearning.Grains.Auditing;
using RealLearning.Grains.People;
using RealLearning.Grains.Rooms;

namespace RealLearning.Grains.Cohorts;

/// <summary>A cohort: people, groups, challenges. Commands come one at a time; looking at it does not wait for them.</summary>
public sealed partial class CohortGrain(TimeProvider time, ILogger<CohortGrain> logger) : StoredGrain<CohortState>, ICohortGrain
{
    private static readonly Refusal Unknown = new(RefusalCodes.UnknownDocument, "There is no such cohort, or you are not in it.");

    private string Id => this.GetPrimaryKeyString();

    private InvitationBook<CohortRole> Book => BookOf(State);

    private CohortViews Views => new(Id, State, _progress, time.GetUtcNow());

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        BeginTelling();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<CohortReply> CreateAsync(Caller tutor, string title)
    {
        if (State.Title.Length > 0)
        {
            return Member(tutor) is { Role: CohortRole.Tutor } ? await BegunAsync() : Refused("There is a cohort of this id already.");
        }

        if ((TextRules.Id(Id) ?? TextRules.Title(title)) is { } fault)
        {
            return Refused(fault);
        }

        await StoreAsync(tutor, state =>
        {
            state.Title = title.Trim();
            state.Members[tutor.PersonId] = new KeptMember { Name = tutor.Name, Role = CohortRole.Tutor };
        });
        return await BegunAsync();

        async Task<CohortReply> BegunAsync()
        {
            await Person(tutor.PersonId).JoinedAsync(Id);
            return await GetAsync(tutor);
        }

        static CohortReply Refused(string fault) => new(null, new Refusal(RefusalCodes.InvalidCommand, fault));
    }

    /// <inheritdoc/>
    public async Task<CohortReply> GetAsync(Caller caller)
    {
        await AskedAsync();
        return Member(caller) is { } member ? new CohortReply(Views.For(caller.PersonId, member, [.. Book.Holding])) : new CohortReply(null, Unknown);
    }

    /// <inheritdoc/>
    public async Task<CohortToday?> TodayAsync(Caller caller)
    {
        await AskedAsync();
        return Member(caller) is { } member ? Views.Today(caller.PersonId, member) : null;
    }

    /// <inheritdoc/>
    public async Task<CohortConfidence> ConfidenceAsync(Caller caller)
    {
        if (Member(caller) is not { } member)
        {
            return new CohortConfidence([], Unknown);
        }

        if (member.Role != CohortRole.Tutor)
        {
            return new CohortConfidence([], NotYours);
        }

        var learners = Views.Learners();
        var trends = await Task.WhenAll(learners.Select(learner => GrainFactory.GetGrain<IConfidenceGrain>(learner.PersonId).SharedAsync(Id)));

        // Whoever was taken out meanwhile shares nothing here any more.
        return new CohortConfidence([.. learners.Zip(trends, static (learner, shared) => new LearnerConfidence(learner, shared))
            .Where(shared => shared.Trends.Count > 0 && State.Members[shared.Learner.PersonId] is { HasLeft: false, Role: CohortRole.Learner })]);
    }

    /// <inheritdoc/>
    public Task<CohortOffer?> FindAsync(string secret) => Task.FromResult(Book.TryFind(secret, out var kept) && Book.Holds(kept) ? Offer(kept) : null);

    /// <inheritdoc/>
    public async Task<CohortOffer?> RedeemAsync(string secret, Caller caller)
    {
        if (!Book.TryFind(secret, out var kept))
        {
            return null;
        }

        if (!kept.UsedBy.ContainsKey(caller.PersonId) && !Book.Holds(kept) && await Book.UnusedAsync(kept, GrainFactory) is { Count: > 0 } unused)
        {
            var id = kept.InvitationId;
            await StoreAsync(state => unused.ForEach(accountId =>
            {
                state.Invitations[id].UsedBy.Remove(accountId);
                state.Members.Remove(accountId);
            }));
            kept = State.Invitations[id];
        }

        if (!kept.UsedBy.ContainsKey(caller.PersonId))
        {
            if (!Book.Holds(kept) || State.Members.Count >= CohortRules.MembersMax)
            {
                return null;
            }

            await AdmitAsync(kept, caller);
        }

        await Person(caller.PersonId).JoinedAsync(Id);
        return Offer(kept);
    }

    private CohortOffer Offer(KeptInvitation kept) => new(Id, State.Title, InvitationBook<CohortRole>.RoleOf(kept), kept.ExpiresAt);

    /// <summary>Whoever is in already keeps what they are and may see more; whoever was taken out and is invited again comes back.</summary>
    private async Task AdmitAsync(KeptInvitation kept, Caller caller)
    {
        var isIn = Member(caller) is not null;
        var role = InvitationBook<CohortRole>.RoleOf(kept);
        await StoreAsync(caller, state =>
        {
            state.Invitations[kept.InvitationId].UsedBy[caller.PersonId] = time.GetUtcNow();
            if (!isIn)
            {
                state.Members[caller.PersonId] = new KeptMember { Name = caller.Name, Role = role, Challenges = kept.Challenges };
                state.Changed(role == CohortRole.Tutor ? state.Groups.Keys : []);
            }
            else if (state.Members[caller.PersonId] is { Challenges: { } seen } member && member.Role == role)
            {
                member.Challenges = kept.Challenges is { } more ? [.. seen.Union(more)] : null;
            }
        });
        await TellAsync();
    }

    /// <summary>A change of who is what or in which group: what is changed is in the audit log before it is in the store.</summary>
    private Task StoreAsync(Caller by, Action<CohortState> change) => StoreAsync(change, after => GrainFactory.AuditAsync(new CohortAudit(Id, State, after, by, time).Entries()));

    private InvitationBook<CohortRole> BookOf(CohortState state) => new(state.Invitations, time);

    private KeptMember? Member(Caller caller) => State.Members.GetValueOrDefault(caller.PersonId) is { HasLeft: false } member ? member : null;

    private IPersonGrain Person(string personId) => GrainFactory.GetGrain<IPersonGrain>(personId);
}
