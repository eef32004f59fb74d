using RealLearning.Contracts.Documents;

namespace RealLearning.Api.Access;

/// <summary>The table "Refusals" of <c>docs/protocols.md</c>: what a code is as a WebSocket close and over HTTP.</summary>
internal static class Refusals
{
    private static readonly Dictionary<string, (int Close, int Http)> Codes = new()
    {
        [RefusalCodes.MalformedUpdate] = (4400, 400),
        [RefusalCodes.MalformedMessage] = (4400, 400),
        [RefusalCodes.NotSignedIn] = (4401, 401),
        [RefusalCodes.NoRight] = (4403, 403),
        [RefusalCodes.UnknownDocument] = (4404, 404),
        [RefusalCodes.ForeignClientId] = (4409, 409),
        [RefusalCodes.ContentDiffers] = (4409, 409),
        [RefusalCodes.ClockGap] = (4509, 409),
        [RefusalCodes.UnknownSession] = (4512, 409),
        [RefusalCodes.TooLarge] = (4413, 413),
        [RefusalCodes.DocumentFull] = (4413, 413),
        [RefusalCodes.InvalidCommand] = (4422, 422),
        [RefusalCodes.RateExceeded] = (4529, 429),
        [RefusalCodes.TooMany] = (4429, 429),
        [RefusalCodes.StorageUnavailable] = (4503, 503),
        [RefusalCodes.DocumentDamaged] = (4510, 500),
        [RefusalCodes.WrongSignIn] = (4401, 401),
        [RefusalCodes.WrongPasskey] = (4401, 401),
        [RefusalCodes.ChallengeEnded] = (4409, 409),
        [RefusalCodes.SignInOld] = (4409, 409),
        [RefusalCodes.LinkEnded] = (4404, 404),
        [RefusalCodes.LastWayIn] = (4409, 409),
        [RefusalCodes.LockedOut] = (4429, 429),
        [RefusalCodes.EmailTaken] = (4409, 409),
        [RefusalCodes.InvalidAccount] = (4422, 422),
        [RefusalCodes.InvitationEnded] = (4404, 404),
        [RefusalCodes.EditConflict] = (4409, 409),
        [RefusalCodes.MethodNotAllowed] = (4400, 405),
        [RefusalCodes.UnsupportedMediaType] = (4400, 415),
        [RefusalCodes.ServerError] = (4500, 500),
    };

    /// <summary>All codes, for the test that holds the table against the page.</summary>
    public static IReadOnlyDictionary<string, (int Close, int Http)> All => Codes;

    public static Refusal NotSignedIn { get; } = new(RefusalCodes.NotSignedIn, "Nobody is signed in.");

    public static Refusal UnknownDocument { get; } =
        new(RefusalCodes.UnknownDocument, "There is no such document, or you have no right to see it.");

    public static int CloseCodeOf(string code) => Codes.TryGetValue(code, out var known) ? known.Close : 4400;

    public static int StatusOf(string code) => Codes.TryGetValue(code, out var known) ? known.Http : 400;

    /// <summary>A refusal as <c>application/problem+json</c> with its code.</summary>
    public static IResult Problem(Refusal refusal) => Results.Problem(
        detail: refusal.Message,
        statusCode: StatusOf(refusal.Code),
        title: refusal.Code,
        extensions: new Dictionary<string, object?> { ["code"] = refusal.Code });
}
