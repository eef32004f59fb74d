using RealLearning.Contracts.Rooms;

namespace RealLearning.Api.Rooms;

/// <summary>Who wrote a document as it is now.</summary>
internal sealed record AuthorsDto(long Sequence, IReadOnlyList<AuthoredRangesDto> Authors, bool Whole)
{
    public static AuthorsDto Of(AuthorsReply reply) =>
        new(reply.Sequence, [.. reply.Authors.Select(static author => new AuthoredRangesDto(NameOf(author.Standing), author.PersonId, author.BroughtBy, author.Ranges))], reply.IsWhole);

    private static string NameOf(AuthorStanding standing) => standing switch
    {
        AuthorStanding.Verified => "verified",
        AuthorStanding.Server => "server",
        AuthorStanding.Relayed => "relayed",
        _ => throw new ArgumentOutOfRangeException(nameof(standing)),
    };
}

/// <summary>Ranges of one author: client, clock and length, one range after another.</summary>
internal sealed record AuthoredRangesDto(string Standing, string? By, string? BroughtBy, long[] Ranges);
