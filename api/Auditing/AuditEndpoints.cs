using RealLearning.Api.Access;
using RealLearning.Api.Accounts;
using RealLearning.Api.Live;
using RealLearning.Api.OpenApi;
using RealLearning.Api.OpenApi.Examples;
using RealLearning.Contracts.Auditing;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.People;

namespace RealLearning.Api.Auditing;

/// <summary>The audit log, for administrators. Whoever reads it is written down in it.</summary>
internal static class AuditEndpoints
{
    private const int PageSize = 50;

    /// <summary>Months that one request looks into; the answer says where to go on.</summary>
    private const int MonthsMax = 4;

    public static void MapAudit(this IEndpointRouteBuilder api) =>
        api.MapGet("/audit", ReadAsync).WithTags("Site").RequireSignedIn().RequireRole(SiteRole.Administrator)
            .Says("readAudit", "Reads the audit log, the newest first: at most 50 entries; that it was read is written into it.")
            .Answers(SignInExamples.Audit);

    private static async Task<IResult> ReadAsync(string? before, string? kind, string? person, AuditLog audit, IGrainFactory grains, RoomCalls calls, TimeProvider time)
    {
        AuditKind? wanted = AuditKinds.TryParse(kind, out var known) ? known : null;
        var cursor = new AuditCursor(AuditMonth.Of(time.GetUtcNow()));
        var newest = cursor;
        if ((kind is not null && wanted is null) || (before is not null && !AuditCursor.TryParse(before, out cursor)) || person?.Length > AuditEntry.TextMax)
        {
            return Refusals.Problem(new Refusal(RefusalCodes.MalformedMessage, "\"before\" is the \"next\" of an answer, \"kind\" the name of a kind, \"person\" an id."));
        }

        cursor = newest.Month.IsBefore(cursor.Month) ? newest : cursor;
        await audit.RecordAsync(AuditKind.AuditRead, on: person, detail: kind);
        var (entries, next) = await CollectAsync(cursor, new AuditQuery(0, wanted, person, PageSize), grains, calls);
        var ids = entries.SelectMany(static entry => new[] { entry.By, entry.On }).OfType<string>().Distinct().ToList();
        var names = await calls.DoAsync((Site: grains.GetGrain<ISiteGrain>(ISiteGrain.Key), ids), static call => call.Site.NamesAsync(call.ids));
        return Results.Ok(new AuditPageDto([.. entries.Select(entry => Dto(entry, names))], next?.ToString()));
    }

    private static async Task<(List<AuditEntry> Entries, AuditCursor? Next)> CollectAsync(AuditCursor from, AuditQuery query, IGrainFactory grains, RoomCalls calls)
    {
        var entries = new List<AuditEntry>();
        var cursor = from;
        for (var months = 0; months < MonthsMax; months++)
        {
            var asked = (Month: grains.GetGrain<IAuditGrain>(cursor.Month.ToString()), Query: query with { Before = cursor.Before, Max = query.Max - entries.Count });
            var page = await calls.DoAsync(asked, static call => call.Month.ReadAsync(call.Query));
            entries.AddRange(page.Entries);
            if (page.Next > 0)
            {
                return (entries, cursor with { Before = page.Next });
            }

            if (page.Earlier is not { } earlier)
            {
                return (entries, null);
            }

            cursor = new AuditCursor(earlier);
            if (entries.Count == query.Max)
            {
                break;
            }
        }

        return (entries, cursor);
    }

    private static AuditEntryDto Dto(AuditEntry entry, IReadOnlyDictionary<string, string> names) => new(
        entry.EntryId, entry.At, AuditKinds.Of(entry.Kind), Person(entry.By, names), Person(entry.On, names), entry.Place, entry.Title, entry.Detail, entry.Address, entry.Login);

    private static PersonDto? Person(string? id, IReadOnlyDictionary<string, string> names) => id is null ? null : PersonDto.Of(new Caller(id, names.GetValueOrDefault(id, "")));
}
