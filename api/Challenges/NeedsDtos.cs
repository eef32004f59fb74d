using RealLearning.Contracts.Challenges;

namespace RealLearning.Api.Challenges;

/// <summary>What groups needed where.</summary>
internal sealed record NeedsDto(
    int Cohorts, IReadOnlyList<int> Versions, int Groups, int Unheard, IReadOnlyList<NeededResourceDto> Resources, IReadOnlyList<StepQuestionsDto> Questions, IReadOnlyList<ReleasedNeedDto> Released)
{
    public static NeedsDto Of(ChallengeNeeds told) => new(
        told.Cohorts,
        told.Versions,
        told.Needs.Groups,
        told.Unheard,
        [.. told.Needs.Resources.Select(static resource => new NeededResourceDto(
            resource.ResourceId, resource.Title, resource.Url, resource.Groups, resource.Pulls, [.. resource.Steps.Select(static use => new StepUseDto(use.StepId, use.Groups, use.Pulls))]))],
        [.. told.Needs.Questions.Select(static asked => new StepQuestionsDto(asked.StepId, asked.ByGroup, asked.ByOthers, asked.Closed, asked.Open, asked.WaitedMs, asked.LongestMs))],
        [.. told.Needs.Released.Select(static released => new ReleasedNeedDto(released.StepId, released.Text, released.AskedAt, released.WaitedMs))]);
}

/// <summary>A resource that was drawn on.</summary>
internal sealed record NeededResourceDto(string? ResourceId, string Title, string Url, int Groups, int Pulls, IReadOnlyList<StepUseDto> Steps);

/// <summary>At a step.</summary>
internal sealed record StepUseDto(string? StepId, int Groups, int Pulls);

/// <summary>What was asked at a step; times in milliseconds.</summary>
internal sealed record StepQuestionsDto(string? StepId, int ByGroup, int ByOthers, int Closed, int Open, long WaitedMs, long LongestMs);

/// <summary>A question that a group let go.</summary>
internal sealed record ReleasedNeedDto(string? StepId, string Text, DateTimeOffset AskedAt, long? WaitedMs);
