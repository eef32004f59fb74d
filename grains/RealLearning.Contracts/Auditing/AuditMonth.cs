using System.Globalization;

namespace RealLearning.Contracts.Auditing;

/// <summary>A month of the audit log, in UTC: <c>2026-11</c>.</summary>
[GenerateSerializer, Immutable, Alias("audit-month")]
public readonly record struct AuditMonth([property: Id(0)] int Year, [property: Id(1)] int Month)
{
    private const int YearMin = 2000;

    /// <summary>The month before.</summary>
    public AuditMonth Before => Month == 1 ? new AuditMonth(Year - 1, 12) : new AuditMonth(Year, Month - 1);

    /// <summary>The month of a moment.</summary>
    public static AuditMonth Of(DateTimeOffset at) => new(at.UtcDateTime.Year, at.UtcDateTime.Month);

    /// <summary>Reads <c>yyyy-MM</c>, from the year 2000 on.</summary>
    public static bool TryParse(string? text, out AuditMonth month)
    {
        var isMonth = DateTime.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first);
        month = new AuditMonth(first.Year, first.Month);
        return isMonth && month.Year >= YearMin;
    }

    /// <summary>Whether it is earlier than another.</summary>
    public bool IsBefore(AuditMonth other) => (Year, Month).CompareTo((other.Year, other.Month)) < 0;

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year:D4}-{Month:D2}");
}
