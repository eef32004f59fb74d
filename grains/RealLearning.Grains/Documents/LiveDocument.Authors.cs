using RealLearning.Contracts.Rooms;
using RealLearning.Ycs;

namespace RealLearning.Grains.Documents;

/// <summary>
/// Who wrote what. Told from the bindings of client ids, which are kept beside the snapshot: nothing of the past is read, and the cost goes with the number
/// of clients and of what is relayed, not with what was ever written.
/// </summary>
internal sealed partial class LiveDocument
{
    /// <summary>Whose the ids are that have something in this document.</summary>
    public AuthorsReply Authors() => AuthorsOf(_doc.PresentClients());

    /// <summary>Whose these ids are, which may be those of a copy of this document.</summary>
    public AuthorsReply AuthorsOf(IReadOnlyList<ClientRange> present)
    {
        var authors = Attribute(present, _options.AuthorRangesMax);
        return new AuthorsReply(_sequence, authors.ToList(), authors.IsWhole);
    }

    /// <summary>How much of the text that is there now is verified to be a person's, and how much to be any of these people's: UTF-16 units. Reads the whole text.</summary>
    public (long Written, long ByAll) WrittenBy(string personId, IReadOnlySet<string> people)
    {
        var (written, byAll) = (0L, 0L);
        foreach (var author in Attribute(_doc.PresentClients(), int.MaxValue).ToList().Where(author => author.Standing == AuthorStanding.Verified && people.Contains(author.PersonId!)))
        {
            var units = author.Ranges.Chunk(3).Sum(range => _doc.ReadText(new ClientRange(range[0], range[1], range[2])).Sum(static run => (long)run.Text.Length));
            written += author.PersonId == personId ? units : 0;
            byAll += units;
        }

        return (written, byAll);
    }

    private AuthorList Attribute(IReadOnlyList<ClientRange> present, int rangesMax)
    {
        var authors = new AuthorList(rangesMax);
        foreach (var client in present)
        {
            Attribute(client, authors);
        }

        return authors;
    }

    private void Attribute(ClientRange client, AuthorList authors)
    {
        var person = _bindings.PersonOf(client.Client);
        var at = client.Clock;
        foreach (var relayed in _bindings.RelayedOf(client.Client))
        {
            Own(at, Math.Min(relayed.Clock, client.End));
            if (relayed.Clock < client.End)
            {
                authors.Add(AuthorStanding.Relayed, person, relayed.PersonId, client.Client, relayed.Clock, Math.Min(relayed.End, client.End));
            }

            at = relayed.End;
        }

        Own(at, client.End);

        void Own(long from, long to)
        {
            if (person is not null && from < to)
            {
                authors.Add(person == ClientBindings.Server ? AuthorStanding.Server : AuthorStanding.Verified, person == ClientBindings.Server ? null : person, null, client.Client, from, to);
            }
        }
    }

    /// <summary>Ranges by author, up to a limit.</summary>
    private sealed class AuthorList(int rangesMax)
    {
        private readonly Dictionary<(AuthorStanding Standing, string? PersonId, string? BroughtBy), List<long>> _ranges = [];
        private int _count;

        public bool IsWhole => _count <= rangesMax;

        public void Add(AuthorStanding standing, string? personId, string? broughtBy, long client, long from, long to)
        {
            if (++_count > rangesMax)
            {
                return;
            }

            if (!_ranges.TryGetValue((standing, personId, broughtBy), out var ranges))
            {
                _ranges[(standing, personId, broughtBy)] = ranges = [];
            }

            ranges.AddRange([client, from, to - from]);
        }

        public IReadOnlyList<AuthoredRanges> ToList() =>
            [.. _ranges.Select(author => new AuthoredRanges(author.Key.Standing, author.Key.PersonId, author.Key.BroughtBy, [.. author.Value]))];
    }
}
