using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using RealLearning.Api.Tests.Clients;

namespace RealLearning.Api.Tests.Accounts;

/// <summary>Something that was acknowledged, and what was on its way when the server died.</summary>
internal sealed class Settled<T>(T value)
{
    private bool _isPending;

    public T Value { get; private set; } = value;

    public T Pending { get; private set; } = value;

    /// <summary>What it may be.</summary>
    public IReadOnlyList<T> Candidates => _isPending ? [Value, Pending] : [Value];

    public async Task ChangeAsync(T next, Func<Task> changeAsync)
    {
        (Pending, _isPending) = (next, true);
        await changeAsync();
        Settle(next);
    }

    public void Settle(T found) => (Value, Pending, _isPending) = (found, found, false);
}

/// <summary>What people do with accounts until the server is killed, and what of it was acknowledged.</summary>
internal sealed class AccountLoad(string cohort, string challenge, string invitation)
{
    private int _acknowledged;
    private int _enough = int.MaxValue;
    private TaskCompletionSource _reached = new();

    public int Acknowledged => _acknowledged;

    /// <summary>By which whoever signs up comes.</summary>
    public string Invitation => invitation;

    /// <summary>By address: whether the account was acknowledged.</summary>
    public ConcurrentDictionary<string, bool> SignUps { get; } = new();

    public Settled<string> Password { get; } = new(Member.Password);

    /// <summary>Addresses that were another's, and are anybody's since that was acknowledged.</summary>
    public ConcurrentBag<string> Left { get; } = [];

    public required Settled<string> Email { get; init; }

    /// <summary>Passkeys, and whether each is there.</summary>
    public List<(Authenticator Key, Settled<bool> IsThere)> Passkeys { get; } = [];

    public Settled<int> Sure { get; } = new(0);

    /// <summary>Invitations by id, and whether each holds.</summary>
    public ConcurrentDictionary<string, Settled<bool>> Invitations { get; } = new();

    /// <summary>Completes when so many more were acknowledged.</summary>
    public Task WhenAcknowledgedAsync(int more)
    {
        _reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _enough = Volatile.Read(ref _acknowledged) + more;
        return _reached.Task.WaitAsync(TimeSpan.FromMinutes(2));
    }

    /// <summary>Signs up again and again.</summary>
    public Task SignUpAsync(HttpClient http) => UntilKilledAsync(async () =>
    {
        var email = EmailTests.NewEmail();
        SignUps[email] = false;
        await DoAsync(http, HttpMethod.Post, "/api/accounts", new { invitation, name = "New", email, password = Member.Password });
        SignUps[email] = true;
    });

    public Task ChangePasswordAsync(HttpClient http) => UntilKilledAsync(() =>
    {
        var next = $"another password {Person.NewId()}";
        return Password.ChangeAsync(next, () => DoAsync(http, HttpMethod.Post, "/api/password", new { old = Password.Value, @new = next }));
    });

    public Task ChangeEmailAsync(HttpClient http) => UntilKilledAsync(async () =>
    {
        var (before, next) = (Email.Value, EmailTests.NewEmail());
        await Email.ChangeAsync(next, () => DoAsync(http, HttpMethod.Post, "/api/account/email", new { email = next }));
        Left.Add(before);
    });

    /// <summary>Adds a passkey, and takes every other one away again.</summary>
    public Task AddPasskeysAsync(HttpClient http, Uri address) => UntilKilledAsync(async () =>
    {
        var (key, isThere) = (new Authenticator(address), new Settled<bool>(false));
        Passkeys.Add((key, isThere));
        var (asked, id) = (await DoAsync(http, HttpMethod.Post, "/api/passkeys/challenge", null), "");
        await isThere.ChangeAsync(true, async () =>
        {
            var made = await DoAsync(http, HttpMethod.Post, "/api/passkeys", new { challenge = asked.GetProperty("challenge").GetString(), name = "A key", credential = key.Create(asked.GetProperty("options")) });
            id = made.GetProperty("id").GetString();
        });
        if (Passkeys.Count % 2 == 0 || Passkeys.Count > 10)
        {
            await isThere.ChangeAsync(false, () => DoAsync(http, HttpMethod.Delete, $"/api/passkeys/{id}", null));
        }
    });

    public Task SayAsync(HttpClient http) => UntilKilledAsync(() => Sure.ChangeAsync(Sure.Value + 1, () =>
        DoAsync(http, HttpMethod.Put, "/api/confidence", new { cohortId = cohort, challengeId = challenge, moment = "start", level = 3, sentence = $"said {Sure.Value + 1}" })));

    public Task InviteAsync(HttpClient http) => UntilKilledAsync(async () =>
    {
        var id = Person.NewId();
        var holds = Invitations[id] = new Settled<bool>(false);
        await holds.ChangeAsync(true, () => DoAsync(http, HttpMethod.Post, "/api/site/invitations", new { id, role = "member", uses = 1, days = 1 }));
        if (Invitations.Count % 3 != 0)
        {
            await holds.ChangeAsync(false, () => DoAsync(http, HttpMethod.Delete, $"/api/site/invitations/{id}", null));
        }
    });

    private async Task UntilKilledAsync(Func<Task> act)
    {
        try
        {
            while (true)
            {
                await act();
                if (Interlocked.Increment(ref _acknowledged) >= _enough)
                {
                    _reached.TrySetResult();
                }
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            // Killed in the middle: not acknowledged.
        }
        catch (Exception exception)
        {
            _reached.TrySetException(exception);
            throw;
        }
    }

    private static async Task<JsonElement> DoAsync(HttpClient http, HttpMethod method, string path, object? body)
    {
        using var reply = await http.SendAsync(new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) });
        var text = await reply.Content.ReadAsStringAsync();
        Assert.True(reply.IsSuccessStatusCode, $"{path}: {(int)reply.StatusCode} {text}");
        return reply.StatusCode == HttpStatusCode.NoContent ? default : JsonDocument.Parse(text).RootElement.Clone();
    }
}
