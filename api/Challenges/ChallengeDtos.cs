using RealLearning.Api.Access;
using RealLearning.Contracts.Challenges;

namespace RealLearning.Api.Challenges;

/// <summary>The body of <c>POST /api/challenges</c>.</summary>
internal sealed record NewChallengeDto(string? Id, string? Title, string? From = null);

/// <summary>The body of <c>POST …/versions</c>.</summary>
internal sealed record RevisionDto(long Revision);

/// <summary>The body of <c>PUT …/shared</c>.</summary>
internal sealed record SharedDto(bool Shared);

/// <summary>A challenge in a list.</summary>
internal sealed record ChallengeCardDto(string Id, string Title, string Deliverable, bool Pretend, int Version, DateTimeOffset UpdatedAt, PersonDto By)
{
    public static ChallengeCardDto Of(ChallengeCard card) =>
        new(card.ChallengeId, card.Title, card.Deliverable, card.IsPretend, card.Version, card.UpdatedAt, PersonDto.Of(card.Author));
}

/// <summary>One's own challenges, and those of others that are shared.</summary>
internal sealed record ChallengesDto(IReadOnlyList<ChallengeCardDto> Mine, IReadOnlyList<ChallengeCardDto> Shared);

/// <summary>A challenge.</summary>
internal sealed record ChallengeDto(string Id, long Revision, int Version, bool Changed, bool Shared, bool Mine, DateTimeOffset UpdatedAt, ChallengeText Text)
{
    public static ChallengeDto Of(ChallengeView view) =>
        new(view.ChallengeId, view.Revision, view.Version, view.HasChanged, view.IsShared, view.IsMine, view.UpdatedAt, view.Text);
}
