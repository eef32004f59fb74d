using System.Net;
using RealLearning.Api.Tests.Clients;

namespace RealLearning.Api.Tests.Permissions;

/// <summary>A door, and by what one comes.</summary>
public enum Way
{
    YjsByCookie,
    YjsByToken,
    HubByCookie,
    HubByToken,
}

/// <summary>Somebody at one document of the cast, let in or not; who was not lets nothing untried all the same.</summary>
internal abstract class DoorLine : IAsyncDisposable
{
    private static int s_clients = 7_000;

    /// <summary>Whether the document was opened.</summary>
    public abstract bool IsIn { get; }

    /// <summary>A client id that nobody has.</summary>
    public static int NewClient() => Interlocked.Increment(ref s_clients);

    /// <summary>What <see cref="WriteAsync"/> writes.</summary>
    public static string WordsOf(int client) => $"written by {client}.";

    /// <summary>Opens a document. A refusal is the same as that of a document which does not exist.</summary>
    public static async Task<DoorLine> OpenAsync(Cast cast, Who who, string document, Way way)
    {
        var token = way is Way.YjsByToken or Way.HubByToken ? await TokenAsync(cast, who, document) : null;
        var cookies = way is Way.YjsByCookie or Way.HubByCookie ? cast.CookiesOf(who) : new CookieContainer();
        return way is Way.YjsByCookie or Way.YjsByToken
            ? await YjsDoorLine.OpenAsync(cast.Server, document, cookies, token)
            : await HubDoorLine.OpenAsync(cast.Server, document, cookies, token);
    }

    /// <summary>Writes words under a new client id, live or as an answer to the server's state vector; whether they were taken.</summary>
    public abstract Task<bool> WriteAsync(int client, bool asReply);

    /// <summary>Tells the others where one is.</summary>
    public abstract Task AwareAsync(int client);

    /// <summary>Ends it.</summary>
    public abstract Task LeaveAsync();

    public abstract ValueTask DisposeAsync();

    /// <summary>The token of the document that allows most; one that somebody guessed, where there is none.</summary>
    private static async Task<string> TokenAsync(Cast cast, Who who, string document)
    {
        using var http = cast.Http(who);
        foreach (var right in new[] { "edit", "comment", "observe" })
        {
            if (await TokenMatrixTests.TokenAsync(http, document, right) is { } token)
            {
                return token;
            }
        }

        return "guessed";
    }
}
