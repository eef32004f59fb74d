using RealLearning.Api.Access;

namespace RealLearning.Api.Auditing;

/// <summary>A page of the audit log, the newest first.</summary>
/// <param name="Next">What to ask before for what comes after; null at the beginning of the log.</param>
internal sealed record AuditPageDto(IReadOnlyList<AuditEntryDto> Entries, string? Next);

/// <summary>An entry of the audit log. A person whose account is gone has an empty name.</summary>
internal sealed record AuditEntryDto(
    string Id, DateTimeOffset At, string Kind, PersonDto? By, PersonDto? On, string? Place, string? Title, string? Detail, string? Address, string? Login);
