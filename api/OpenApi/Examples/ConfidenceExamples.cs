using RealLearning.Api.Cohorts;
using static RealLearning.Api.OpenApi.Examples.AccountExamples;

namespace RealLearning.Api.OpenApi.Examples;

/// <summary>Of the document <c>/openapi/v1.json</c>: how sure a learner feels.</summary>
internal static class ConfidenceExamples
{
    private static readonly ConfidenceEndpoints.TrendDto Trend = new(
        "autumn-2026", "win-readers-back", "Win readers back", "levels", [new ConfidenceEndpoints.EntryDto("checkpoint", "m1", "Draft", 4, "We know our readers now", Day(7))]);

    public static readonly ConfidenceEndpoints.SayDto Say = new("autumn-2026", "win-readers-back", "checkpoint", "m1", 4, "We know our readers now");

    public static readonly ConfidenceEndpoints.ShareDto Share = new("autumn-2026", "win-readers-back", "levels");

    public static readonly ConfidenceEndpoints.OwnDto Own = new([Trend]);

    public static readonly ConfidenceEndpoints.SharedConfidenceDto Shared = new([new ConfidenceEndpoints.SharerDto(Lea.Id, Lea.Name, Lea.Colour, [Trend])]);
}
