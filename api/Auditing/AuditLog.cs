using RealLearning.Api.Access;
using RealLearning.Api.Live;
using RealLearning.Contracts.Auditing;
using RealLearning.Contracts.Documents;

namespace RealLearning.Api.Auditing;

/// <summary>Writes down what a request is about to do, with who sends it and from where.</summary>
internal sealed class AuditLog(IGrainFactory grains, RoomCalls calls, IHttpContextAccessor accessor, TimeProvider time)
{
    /// <summary>
    /// Returns once the entry is on disk: for rights, passwords, accounts and reads, which are not done without. Throws <see cref="RoomUnreachableException"/>.
    /// </summary>
    /// <param name="by">Who did it, where it is not who is signed in.</param>
    public async Task RecordAsync(AuditKind kind, string? by = null, string? on = null, string? place = null, string? detail = null, string? login = null)
    {
        var context = accessor.HttpContext!;
        var caller = Callers.Of(context.User) ?? new Caller("", "", context.Connection.RemoteIpAddress?.ToString());
        var entry = AuditEntry.New(kind, caller, time) with { On = on, Place = place, Detail = detail, Login = login };
        entry = entry with { By = by ?? (caller.PersonId.Length == 0 ? null : caller.PersonId) };
        var month = grains.GetGrain<IAuditGrain>(AuditMonth.Of(entry.At).ToString());
        await calls.DoAsync((month, entry), static async call =>
            await call.month.AppendAsync([call.entry]) ? true : throw new IOException("The audit log takes no entries at the moment."));
    }

    /// <summary>
    /// For sign-ins, and those that were refused: written down where that can be, and answered all the same. A disk that is full must not keep anybody from reading their own
    /// work, and a sign-in by itself changes nothing.
    /// </summary>
    public async Task TryRecordAsync(AuditKind kind, string? by = null, string? on = null, string? detail = null, string? login = null)
    {
        try
        {
            await RecordAsync(kind, by, on, null, detail, login);
        }
        catch (RoomUnreachableException)
        {
            // RoomCalls has told the server's own log.
        }
    }
}
