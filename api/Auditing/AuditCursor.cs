using System.Globalization;
using RealLearning.Contracts.Auditing;

namespace RealLearning.Api.Auditing;

/// <summary>A place in the audit log, as <c>next</c> and <c>before</c> have it: <c>2026-11</c>, or <c>2026-11.153</c> for what is before that entry of the month.</summary>
internal readonly record struct AuditCursor(AuditMonth Month, long Before = long.MaxValue)
{
    public static bool TryParse(string text, out AuditCursor cursor)
    {
        cursor = default;
        var parts = text.Split('.');
        var before = long.MaxValue;
        if (parts.Length > 2 || !AuditMonth.TryParse(parts[0], out var month)
            || (parts.Length == 2 && !(long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out before) && before > 0)))
        {
            return false;
        }

        cursor = new AuditCursor(month, before);
        return true;
    }

    public override string ToString() => Before == long.MaxValue ? Month.ToString() : string.Create(CultureInfo.InvariantCulture, $"{Month}.{Before}");
}
