using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using RealLearning.Api.Tests.Clients;
using RealLearning.Api.Tests.Rest;
using RealLearning.Api.Tests.Servers;
using RealLearning.Contracts.Documents;
using RealLearning.Grains.Journal;

namespace RealLearning.Api.Tests.Auditing;

/// <summary>A log that takes nothing: what must be written down is not done, and people still come to their work.</summary>
public sealed class AuditRefusalTests
{
    [Fact]
    public async Task Log_ThatTakesNothing_RefusesRightsAndPasswords_AndNotSignIns()
    {
        var journal = new NoAuditJournal();
        await using var server = await Server.StartAsync(builder => journal.Replace(builder.Services), "--Doors:CallAttempts=2");
        using var ada = await Member.FirstAsync(server);
        using var lea = await Member.NewAsync(server, await ada.InviteAsync("member"), "Lea");
        var token = await ada.InviteAsync("tutor", 5);
        journal.IsOut = true;

        foreach (var (who, path, body) in new (Member, string, object)[]
        {
            (lea, "/api/password", new { old = Member.Password, @new = "another good password" }),
            (lea, "/api/invitations/redeem", new { token }),
            (ada, $"/api/site/people/{lea.Id}/block", new { blocked = true }),
            (ada, "/api/site/invitations", new { id = "late", role = "member", uses = 1, days = 1 }),
            (ada, "/api/accounts", new { invitation = token, name = "Eve", email = "eve@example.org", password = Member.Password }),
        })
        {
            using var reply = await who.Http.PostAsJsonAsync(path, body);
            await RoomApiTests.AssertProblemAsync(reply, HttpStatusCode.ServiceUnavailable, "storage-unavailable");
        }

        using var log = await ada.Http.GetAsync("/api/audit");
        await RoomApiTests.AssertProblemAsync(log, HttpStatusCode.ServiceUnavailable, "storage-unavailable");
        using var again = await lea.AgainAsync(server);
        using var wrong = await lea.SignInAsync("not the password");
        await RoomApiTests.AssertProblemAsync(wrong, HttpStatusCode.Unauthorized, "wrong-sign-in");
        Assert.Equal("member", (await again.MeAsync()).GetProperty("roles").EnumerateArray().Single().GetString());
        journal.IsOut = false;

        using var site = await ada.Http.GetAsync("/api/site");
        var view = await Person.JsonAsync(site, HttpStatusCode.OK);
        Assert.DoesNotContain(view.GetProperty("invitations").EnumerateArray(), invitation => invitation.GetProperty("id").GetString() == "late");
        Assert.Equal(["Ada Admin", "Lea"], view.GetProperty("people").EnumerateArray().Select(person => person.GetProperty("name").GetString()).Order());
    }

    /// <summary>The journal of the server, whose audit documents can be out of reach.</summary>
    private sealed class NoAuditJournal : IDocumentJournal, IAsyncDisposable
    {
        private IDocumentJournal _inner = null!;

        public bool IsOut { get; set; }

        public void Replace(IServiceCollection services)
        {
            var known = services.Single(service => service.ServiceType == typeof(IDocumentJournal));
            services.Remove(known);
            services.AddSingleton<IDocumentJournal>(provider =>
            {
                _inner = (IDocumentJournal)known.ImplementationFactory!(provider);
                return this;
            });
        }

        public ValueTask DisposeAsync() => ((IAsyncDisposable)_inner).DisposeAsync();

        public Task<JournalOpening> OpenAsync(DocumentName document, CancellationToken cancellationToken) => _inner.OpenAsync(document, cancellationToken);

        public Task AppendAsync(DocumentName document, long term, JournalRecord record) => IsOut && document.Room.Kind == RoomKind.Audit
            ? Task.FromException(new JournalUnavailableException("Out of reach."))
            : _inner.AppendAsync(document, term, record);

        public Task CompactAsync(DocumentName document, long term, JournalSnapshot snapshot, CancellationToken cancellationToken) => _inner.CompactAsync(document, term, snapshot, cancellationToken);

        public IAsyncEnumerable<JournalRecord> ReadAsync(DocumentName document, long fromSequence, long toSequence, CancellationToken cancellationToken) =>
            _inner.ReadAsync(document, fromSequence, toSequence, cancellationToken);

        public IAsyncEnumerable<JournalRecord> ReadIndexAsync(DocumentName document, long fromSequence, long toSequence, CancellationToken cancellationToken) =>
            _inner.ReadIndexAsync(document, fromSequence, toSequence, cancellationToken);

        public Task<long?> FindCommandAsync(DocumentName document, string commandId, CancellationToken cancellationToken) => _inner.FindCommandAsync(document, commandId, cancellationToken);

        public Task DeleteAsync(DocumentName document, long term, CancellationToken cancellationToken) => _inner.DeleteAsync(document, term, cancellationToken);
    }
}
